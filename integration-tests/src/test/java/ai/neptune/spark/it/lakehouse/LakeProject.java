package ai.neptune.spark.it.lakehouse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A project that changes: seeds of the test server, one after the other. */
final class LakeProject {

  static final String NAME = "team-alpha/it-is-a-lake";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, Object>> runs = new LinkedHashMap<>();

  /** Every type, special values, odd names, a fork, and runs without an experiment. */
  static LakeProject first() {
    LakeProject project = new LakeProject();
    project
        .run("gull-1", "gull", 1)
        .value("gull-1", "config/lr", "float", 0.1)
        .value("gull-1", "config/weights", "float", "NaN")
        .value("gull-1", "config/layers", "int", 9007199254740993L)
        .value("gull-1", "it's; \"odd\" ünï", "string", "a;b'c\nd")
        .value("gull-1", "sys/tags", "string_set", List.of("a", "b"))
        .points("gull-1", "loss", 0, 1.0, "NaN", "-Infinity", -0.0, Double.MIN_VALUE)
        .points("gull-1", "val/loss", 0, 3.0)
        .series("gull-1", "log", "string_series", List.of(0, "begin"), List.of(0.5, ""))
        .series("gull-1", "weights", "histogram_series", List.of(1, histogram()))
        .file("gull-1", "labels", "gull's labels");
    project
        .run("gull-2", "gull", 2)
        .fork("gull-2", "gull-1", 2)
        .value("gull-2", "config/lr", "float", 0.2)
        .points("gull-2", "loss", 2, 7.0, 8.0);
    project
        .run("it's", "heron", 3)
        .value("it's", "config/lr", "int", 3)
        .value("it's", "config/debug", "bool", true)
        .points("it's", "loss", 0, 1.0, 2.0, 3.0, 4.0)
        .points("it's", "acc", 0, 0.5, 0.6)
        .series("it's", "log", "string_series", List.of(0, "x"), List.of(1, "y"))
        .file("it's", "model", "first");
    project.run("quiet", null, 4).value("quiet", "config/lr", "float", 0.4);
    project.run("stays", "ibis", 4).points("stays", "loss", 0, 9.0);
    project
        .run("deleted", "ibis", 5)
        .points("deleted", "loss", 0, 1.0, 2.0)
        .file("deleted", "model", "gone");
    return project;
  }

  /**
   * Continues a run, forks another one into a new head, removes a run and parts of another one, and
   * changes types. Two runs stay as they are, and one is only there until {@link #remove}.
   */
  LakeProject change() {
    points("gull-1", "loss", 5, 0.25, 0.125).modified("gull-1", 100);
    run("gull-3", "gull", 6).fork("gull-3", "gull-2", 3).points("gull-3", "loss", 4, 1.5);
    run("it's", "heron", 3)
        .value("it's", "config/lr", "string", "three")
        .points("it's", "loss", 0, 1.0, 2.5)
        .series("it's", "acc", "string_series", List.of(0, "now text"))
        .file("it's", "model", "second version")
        .file("it's", "model/card", "new")
        .modified("it's", 101);
    run("brief", "ibis", 7).points("brief", "loss", 0, 1.0);
    return remove("deleted");
  }

  /** Changes one run only. */
  LakeProject continueRun(String run, int step, double value) {
    return points(run, "loss", step, value).modified(run, 200 + step);
  }

  LakeProject remove(String run) {
    runs.remove(run);
    return this;
  }

  String json() {
    try {
      return JSON.writeValueAsString(
          Map.of("project", NAME, "runs", new ArrayList<>(runs.values())));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  LakeProject run(String id, String experiment, int minute) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("run", id);
    if (experiment != null) {
      run.put("experiment", experiment);
    }
    run.put("creationTime", time(minute));
    run.put("attributes", new LinkedHashMap<>());
    run.put("series", new LinkedHashMap<>());
    runs.put(id, run);
    return this;
  }

  LakeProject points(String run, String attribute, int first, Object... values) {
    List<?>[] points = new List<?>[values.length];
    for (int i = 0; i < values.length; i++) {
      points[i] = List.of(first + i, values[i]);
    }
    return series(run, attribute, "float_series", points);
  }

  private LakeProject fork(String run, String parent, int step) {
    runs.get(run).put("fork", Map.of("run", parent, "step", step));
    return this;
  }

  private LakeProject modified(String run, int minute) {
    return value(run, "sys/modification_time", "datetime", time(minute));
  }

  private LakeProject value(String run, String attribute, String type, Object value) {
    part(run, "attributes").put(attribute, Map.of("type", type, "value", value));
    return this;
  }

  private LakeProject file(String run, String attribute, String content) {
    part(run, "attributes")
        .put(
            attribute,
            Map.of(
                "type",
                "file",
                "mimeType",
                "text/plain",
                "path",
                run + "/" + attribute + "-" + content.length(),
                "base64",
                Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))));
    return this;
  }

  /** Adds points to a series. */
  @SuppressWarnings("unchecked")
  private LakeProject series(String run, String attribute, String type, List<?>... added) {
    Map<String, Object> series =
        (Map<String, Object>)
            part(run, "series")
                .computeIfAbsent(
                    attribute,
                    name -> new LinkedHashMap<>(Map.of("type", type, "points", new ArrayList<>())));
    ((List<Object>) series.get("points")).addAll(List.of(added));
    return this;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> part(String run, String part) {
    return (Map<String, Object>) runs.get(run).get(part);
  }

  private static Map<String, Object> histogram() {
    return Map.of("type", "COUNTING", "edges", List.of("-Infinity", 0, 1), "values", List.of(3, 4));
  }

  private static String time(int minute) {
    return "2025-03-01T%02d:%02d:00Z".formatted(minute / 60, minute % 60);
  }
}
