package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The project of a workload, as a seed of the test server.
 *
 * @param runs the number of experiments, each with one run
 * @param attributesPerRun the number of series, files or strings of each run
 * @param size the points of each series, or the bytes of each file or string
 */
record Seed(Workload workload, int runs, int attributesPerRun, long size) {

  private static final int KIB = 1 << 10;
  private static final long GIB = 1L << 30;
  private static final JsonFactory JSON = new JsonFactory();

  /** The work of a workload; the scale multiplies the work in its title. */
  static Seed of(Workload workload, double scale) {
    return switch (workload) {
      case METRICS_ONE_SERIES -> new Seed(workload, 1, 1, scaled(10_000_000, scale));
      case METRICS_SHORT_SERIES -> new Seed(workload, scaled(100, scale), 1_000, 100);
      case METRICS_EXPERIMENTS -> new Seed(workload, scaled(1_000, scale), 10, 1_000);
      case BUCKETS -> new Seed(workload, scaled(100, scale), 100, 1_000);
      case STRINGS_TABLE, STRINGS_VALUES -> new Seed(workload, scaled(20_000, scale), 1, 60_000);
      case EXPORT -> new Seed(workload, scaled(10_000, scale), 10, 100);
      case FILES_SMALL -> new Seed(workload, scaled(100, scale), 100, 64 * KIB);
      case FILES_LARGE -> new Seed(workload, 4, 1, Math.max(1, (long) (GIB * scale)));
      case FILE_HUGE -> new Seed(workload, 1, 1, Math.max(1, (long) (20 * GIB * scale)));
      case PLANNING -> new Seed(workload, scaled(100_000, scale), 2, 100);
      case PLANNING_HUGE -> new Seed(workload, scaled(1_000_000, scale), 2, 100);
      case ARCHIVE_POINTS, ARCHIVE_BUCKETS -> new Seed(workload, scaled(1_000, scale), 10, 1_000);
      case ARCHIVE_ONE_RUN -> new Seed(workload, 1, 100, scaled(100_000, scale));
      case ARCHIVE_SMALL_FILES -> new Seed(workload, scaled(20_000, scale), 40, 1);
      case ARCHIVE_PLANNING -> new Seed(workload, scaled(42_000, scale), 2, 10);
    };
  }

  /** The number of all points, files or strings. */
  long items() {
    long attributes = (long) runs * attributesPerRun;
    boolean isSingle = workload.kind() == Workload.Kind.FILES || workload.hasStrings();
    return isSingle ? attributes : attributes * size;
  }

  /** The total size of the files in bytes. */
  long bytes() {
    return items() * size;
  }

  /** The storage path of a file. */
  static String storagePath(int run, int attribute) {
    return "run-%05d/file-%03d".formatted(run, attribute);
  }

  /** An empty project of the same name, which frees the server's memory after the work. */
  Seed emptied() {
    return new Seed(workload, 0, 0, 0);
  }

  /**
   * Checks that a folder contains all files with all their bytes.
   *
   * @throws IOException if it does not
   */
  void requireComplete(Path folder) throws IOException {
    FileTree tree = FileTree.of(folder);
    if (tree.files() != items() || tree.bytes() != bytes()) {
      throw new IOException(
          "Expected %3$d files with %4$d bytes, but found %1$d files with %2$d bytes"
              .formatted(tree.files(), tree.bytes(), items(), bytes()));
    }
  }

  /** Writes the project. */
  void writeTo(OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("project", workload.project());
      json.writeArrayFieldStart("runs");
      for (int run = 0; run < runs; run++) {
        writeRun(json, run);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void writeRun(JsonGenerator json, int run) throws IOException {
    boolean files = workload.kind() == Workload.Kind.FILES;
    json.writeStartObject();
    json.writeStringField("run", "run-%07d".formatted(run));
    json.writeStringField("experiment", "experiment-%07d".formatted(run));
    json.writeObjectFieldStart(files || workload.hasStrings() ? "attributes" : "series");
    for (int attribute = 0; attribute < attributesPerRun; attribute++) {
      if (files) {
        writeFile(json, run, attribute);
      } else if (workload.hasStrings()) {
        writeString(json, run);
      } else {
        writeSeries(json, run, attribute);
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeFile(JsonGenerator json, int run, int attribute) throws IOException {
    json.writeObjectFieldStart("data/file-%03d".formatted(attribute));
    json.writeStringField("type", "file");
    json.writeNumberField("size", size);
    json.writeStringField("path", storagePath(run, attribute));
    json.writeEndObject();
  }

  private void writeString(JsonGenerator json, int run) throws IOException {
    String start = run + " ";
    json.writeObjectFieldStart("text");
    json.writeStringField("type", "string");
    json.writeStringField("value", start + "x".repeat((int) size - start.length()));
    json.writeEndObject();
  }

  private void writeSeries(JsonGenerator json, int run, int attribute) throws IOException {
    json.writeObjectFieldStart("metrics/m-%04d".formatted(attribute));
    json.writeStringField("type", "float_series");
    json.writeObjectFieldStart("generate");
    json.writeNumberField("count", size);
    json.writeNumberField("seed", 31L * run + attribute);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static int scaled(long work, double scale) {
    return Math.toIntExact(Math.max(1, Math.round(work * scale)));
  }
}
