package ai.neptune.spark.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A seed without what an export of it cannot say (docs/archives.md, "What is lost"): a server with
 * the rest has to give what the archive gives.
 */
final class ExportedSeed {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST_CREATION = Instant.parse("2025-01-01T00:00:00Z");
  private static final int POINT_WITH_COMPLETION = 4;

  private final JsonNode projects;

  private ExportedSeed(JsonNode projects) {
    this.projects = projects;
  }

  static ExportedSeed of(String seed) {
    try {
      ExportedSeed exported = new ExportedSeed(JSON.readTree(seed));
      exported.fixCreationTimes();
      exported.dropAttributes((name, value) -> isLost(value));
      exported.roundInts();
      return exported;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A seed as this library exports it, which loses less. */
  static ExportedSeed exact(String seed) {
    try {
      ExportedSeed exported = new ExportedSeed(JSON.readTree(seed));
      exported.fixCreationTimes();
      return exported.withoutPreviews();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Previews are left out by default. */
  ExportedSeed withoutPreviews() {
    forEachPoints(
        points -> {
          for (Iterator<JsonNode> point = points.elements(); point.hasNext(); ) {
            if (point.next().size() == POINT_WITH_COMPLETION) {
              point.remove();
            }
          }
        });
    dropSeries((name, series) -> isEmpty(series));
    return this;
  }

  /** Previews that were asked for are ordinary points. */
  ExportedSeed withPreviewsAsPoints() {
    forEachPoints(
        points ->
            points.forEach(
                point -> {
                  if (point.size() == POINT_WITH_COMPLETION) {
                    ((ArrayNode) point).remove(POINT_WITH_COMPLETION - 1);
                  }
                }));
    dropSeries((name, series) -> isEmpty(series));
    return this;
  }

  ExportedSeed withoutRuns(Set<String> runs) {
    for (JsonNode project : projects()) {
      for (Iterator<JsonNode> run = project.get("runs").elements(); run.hasNext(); ) {
        if (runs.contains(run.next().get("run").asText())) {
          run.remove();
        }
      }
    }
    return this;
  }

  /** Drops series by name and definition. */
  ExportedSeed dropSeries(BiPredicate<String, JsonNode> dropped) {
    forEachRun(run -> drop(run.get("series"), dropped));
    return this;
  }

  ExportedSeed dropAttributes(BiPredicate<String, JsonNode> dropped) {
    forEachRun(run -> drop(run.get("attributes"), dropped));
    return this;
  }

  @Override
  public String toString() {
    return projects.toString();
  }

  private static boolean isLost(JsonNode attribute) {
    boolean isNan =
        attribute.get("type").asText().equals("float")
            && attribute.get("value").asText().equals("NaN");
    return isNan || attribute.get("type").asText().matches("experimentState|gitRef|complex");
  }

  private static boolean isEmpty(JsonNode series) {
    return series.has("points") && series.get("points").isEmpty();
  }

  /** Runs that are left out move no other run's time. */
  private void fixCreationTimes() {
    for (JsonNode project : projects()) {
      int position = 0;
      for (JsonNode run : project.get("runs")) {
        if (!run.has("creationTime")) {
          ((ObjectNode) run).put("creationTime", FIRST_CREATION.plusSeconds(position).toString());
        }
        position++;
      }
    }
  }

  /** Ints that not all runs have went through doubles. */
  private void roundInts() {
    for (JsonNode project : projects()) {
      JsonNode runs = project.get("runs");
      for (JsonNode run : runs) {
        for (Map.Entry<String, JsonNode> attribute : run.path("attributes").properties()) {
          if (isInt(attribute.getValue()) && !allHave(runs, attribute.getKey())) {
            long value = attribute.getValue().get("value").asLong();
            ((ObjectNode) attribute.getValue()).put("value", (long) (double) value);
          }
        }
      }
    }
  }

  private static boolean allHave(JsonNode runs, String name) {
    for (JsonNode run : runs) {
      JsonNode attribute = run.path("attributes").get(name);
      if (attribute == null || !isInt(attribute)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInt(JsonNode attribute) {
    return attribute.get("type").asText().equals("int");
  }

  private void forEachPoints(Consumer<ArrayNode> action) {
    forEachRun(
        run ->
            run.path("series")
                .forEach(
                    series -> {
                      if (series.has("points")) {
                        action.accept((ArrayNode) series.get("points"));
                      }
                    }));
  }

  private void forEachRun(Consumer<JsonNode> action) {
    for (JsonNode project : projects()) {
      project.get("runs").forEach(action);
    }
  }

  private Iterable<JsonNode> projects() {
    return projects.isArray() ? projects : List.of(projects);
  }

  private static void drop(JsonNode named, BiPredicate<String, JsonNode> dropped) {
    if (named != null) {
      ((ObjectNode) named)
          .properties()
          .removeIf(entry -> dropped.test(entry.getKey(), entry.getValue()));
    }
  }
}
