package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.GeneratedFloatSeries;
import ai.neptune.testkit.model.ObjectSeries;
import ai.neptune.testkit.model.Series;
import ai.neptune.testkit.model.StoredFloatSeries;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads the series of one run. */
final class SeriesReader {
  private static final Set<String> FLOAT_FIELDS = Set.of("type", "points", "generate");
  private static final Set<String> OTHER_FIELDS = Set.of("type", "points");
  private static final Set<String> GENERATE_FIELDS = Set.of("count", "seed");
  private static final int MAX_STRING_BYTES = 1024 * 1024;

  private final FileReader files;
  private final long creationTime;
  private final double forkStep;

  /**
   * @param creationTime of the run, in epoch milliseconds
   * @param forkStep the last inherited step; negative if the run is not forked
   */
  SeriesReader(FileReader files, long creationTime, double forkStep) {
    this.files = files;
    this.creationTime = creationTime;
    this.forkStep = forkStep;
  }

  Series read(String name, AttributeType type, JsonObject json) {
    if (type != AttributeType.FLOAT_SERIES) {
      json.allowOnly(OTHER_FIELDS);
      return readObjects(name, type, json);
    }
    json.allowOnly(FLOAT_FIELDS);
    if (json.has("points") == json.has("generate")) {
      throw new JsonFormatException(
          json.place() + " must have one of the fields \"points\" and \"generate\"");
    }
    return json.has("generate") ? readGenerated(json.object("generate")) : readFloats(json);
  }

  private GeneratedFloatSeries readGenerated(JsonObject json) {
    json.allowOnly(GENERATE_FIELDS);
    json.node("count");
    return new GeneratedFloatSeries(
        (int) json.integer("count", 0, 0, Integer.MAX_VALUE),
        json.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE),
        Math.floor(forkStep) + 1,
        creationTime);
  }

  private StoredFloatSeries readFloats(JsonObject json) {
    PointsReader points = new PointsReader(json, creationTime);
    double[] values = new double[points.size()];
    float[] completions = null;
    for (int i = 0; i < points.size(); i++) {
      values[i] = AttributeReader.number(points.value(i), points.place(i) + "[1]");
      float completion = points.completion(i);
      if (completions == null && completion < 1f) {
        completions = new float[points.size()];
        Arrays.fill(completions, 1f);
      }
      if (completions != null) {
        if (completion == 1f && completions[i - 1] < 1f) {
          throw new JsonFormatException(points.place(i) + " follows a preview but is none");
        }
        completions[i] = completion;
      }
    }
    return new StoredFloatSeries(points.steps(), values, points.times(), completions);
  }

  private ObjectSeries readObjects(String name, AttributeType type, JsonObject json) {
    PointsReader points = new PointsReader(json, creationTime);
    List<Object> values = new ArrayList<>(points.size());
    for (int i = 0; i < points.size(); i++) {
      if (points.completion(i) < 1f) {
        throw new JsonFormatException(points.place(i) + ": only float series have previews");
      }
      String place = points.place(i) + "[1]";
      values.add(
          type == AttributeType.FILE_SERIES
              ? files.readPoint(name, points.steps()[i], JsonObject.of(points.value(i), place))
              : readObject(type, points.value(i), place));
    }
    return new ObjectSeries(points.steps(), points.times(), values);
  }

  private static Object readObject(AttributeType type, JsonNode node, String place) {
    return switch (type) {
      case STRING_SERIES -> {
        if (!node.isTextual()) {
          throw new JsonFormatException(place + " must be a string, not " + node);
        }
        yield SeedLimits.bounded(node.asText(), MAX_STRING_BYTES, place);
      }
      case HISTOGRAM_SERIES -> HistogramReader.read(JsonObject.of(node, place));
      default -> throw new IllegalStateException("no series: " + type);
    };
  }
}
