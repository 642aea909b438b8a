package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the project of a seed in the test server's format. */
final class SeedWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int TYPES_OF_VALUES = 4;

  private final Seed seed;
  private final JsonGenerator json;

  private SeedWriter(Seed seed, JsonGenerator json) {
    this.seed = seed;
    this.json = json;
  }

  static void write(Seed seed, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      new SeedWriter(seed, json).writeProject();
    }
  }

  private void writeProject() throws IOException {
    json.writeStartObject();
    json.writeStringField("project", seed.workload().project());
    json.writeArrayFieldStart("runs");
    for (int run = 0; run < seed.runs(); run++) {
      writeRun(run);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeRun(int run) throws IOException {
    json.writeStartObject();
    json.writeStringField("run", "run-%07d".formatted(run));
    json.writeStringField("experiment", "experiment-%07d".formatted(run));
    json.writeObjectFieldStart(hasSingleValues() ? "attributes" : "series");
    for (int attribute = 0; attribute < seed.attributesPerRun(); attribute++) {
      writeAttribute(run, attribute);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private boolean hasSingleValues() {
    return switch (seed.workload().kind()) {
      case FILES, FILE_LIST, TABLE, VALUES, CELLS, ALL_VALUES -> true;
      default -> false;
    };
  }

  private void writeAttribute(int run, int attribute) throws IOException {
    switch (seed.workload().kind()) {
      case FILES, FILE_LIST -> writeFile(run, attribute);
      case TABLE, VALUES -> writeLongString(run);
      case CELLS, ALL_VALUES -> writeValue(run, attribute);
      case SERIES -> writeStrings(run, attribute);
      case HISTOGRAMS -> writeHistograms(run, attribute);
      default -> writeMetric(run, attribute);
    }
  }

  private void writeFile(int run, int attribute) throws IOException {
    json.writeObjectFieldStart("data/file-%03d".formatted(attribute));
    json.writeStringField("type", "file");
    json.writeNumberField("size", seed.bytes());
    json.writeStringField("path", Seed.storagePath(run, attribute));
    json.writeEndObject();
  }

  private void writeLongString(int run) throws IOException {
    json.writeObjectFieldStart("text");
    json.writeStringField("type", "string");
    json.writeStringField("value", padded(Integer.toString(run)));
    json.writeEndObject();
  }

  private void writeValue(int run, int attribute) throws IOException {
    json.writeObjectFieldStart("config/c-%04d".formatted(attribute));
    switch (attribute % TYPES_OF_VALUES) {
      case 0 -> {
        json.writeStringField("type", "float");
        json.writeNumberField("value", 1.0 / (1 + run + attribute));
      }
      case 1 -> {
        json.writeStringField("type", "int");
        json.writeNumberField("value", 1_000L * run + attribute);
      }
      case 2 -> {
        json.writeStringField("type", "string");
        json.writeStringField("value", "value %d of %d".formatted(attribute, run));
      }
      default -> {
        json.writeStringField("type", "bool");
        json.writeBooleanField("value", run % 2 == 0);
      }
    }
    json.writeEndObject();
  }

  private void writeMetric(int run, int attribute) throws IOException {
    json.writeObjectFieldStart("metrics/m-%04d".formatted(attribute));
    json.writeStringField("type", "float_series");
    json.writeObjectFieldStart("generate");
    json.writeNumberField("count", seed.points());
    json.writeNumberField("seed", 31L * run + attribute);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeStrings(int run, int attribute) throws IOException {
    startSeries("logs/l-%04d".formatted(attribute), "string_series");
    for (long step = 0; step < seed.points(); step++) {
      json.writeStartArray();
      json.writeNumber(step);
      json.writeString(padded("step %d of run %d".formatted(step, run)));
      json.writeEndArray();
    }
    endSeries();
  }

  private void writeHistograms(int run, int attribute) throws IOException {
    startSeries("histograms/h-%04d".formatted(attribute), "histogram_series");
    for (long step = 0; step < seed.points(); step++) {
      json.writeStartArray();
      json.writeNumber(step);
      json.writeStartObject();
      json.writeStringField("type", "COUNTING");
      writeNumbers("edges", 0, seed.bytes() + 1);
      writeNumbers("values", run, seed.bytes());
      json.writeEndObject();
      json.writeEndArray();
    }
    endSeries();
  }

  private void writeNumbers(String field, long first, long count) throws IOException {
    json.writeArrayFieldStart(field);
    for (long i = 0; i < count; i++) {
      json.writeNumber(first + i);
    }
    json.writeEndArray();
  }

  private void startSeries(String name, String type) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", type);
    json.writeArrayFieldStart("points");
  }

  private void endSeries() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A string of the seed's length. */
  private String padded(String start) {
    return start + "x".repeat(Math.max(0, (int) seed.bytes() - start.length()));
  }
}
