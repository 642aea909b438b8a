package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.Histogram;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads histograms. */
final class HistogramReader {
  private static final Set<String> FIELDS = Set.of("type", "edges", "values");
  private static final Set<String> KINDS = Set.of("COUNTING", "DENSITY");
  private static final int MAX_BINS = 512;

  private HistogramReader() {}

  static Histogram read(JsonObject json) {
    json.allowOnly(FIELDS);
    String kind = json.string("type");
    if (!KINDS.contains(kind)) {
      throw new JsonFormatException(
          "%s.type must be COUNTING or DENSITY, not \"%s\"".formatted(json.place(), kind));
    }
    List<Double> edges = numbers(json, "edges");
    List<Double> values = numbers(json, "values");
    if (edges.size() != values.size() + 1 || values.size() > MAX_BINS) {
      throw new JsonFormatException(
          "%s must have at most %d values and one edge more, not %d and %d"
              .formatted(json.place(), MAX_BINS, values.size(), edges.size()));
    }
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i - 1) < edges.get(i))) {
        throw new JsonFormatException("%s.edges[%d] does not increase".formatted(json.place(), i));
      }
    }
    return new Histogram(kind, edges, values);
  }

  private static List<Double> numbers(JsonObject json, String name) {
    JsonNode list = json.node(name);
    String place = json.place() + "." + name;
    if (!list.isArray()) {
      throw new JsonFormatException(place + " must be a list");
    }
    List<Double> numbers = new ArrayList<>(list.size());
    for (JsonNode number : list) {
      numbers.add(AttributeReader.number(number, place + "[" + numbers.size() + "]"));
    }
    return List.copyOf(numbers);
  }
}
