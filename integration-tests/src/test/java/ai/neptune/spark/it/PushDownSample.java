package ai.neptune.spark.it;

import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two projects with values that are hard to compare: NaN, infinities, both zeros, integers that a
 * double cannot represent, missing values, types that differ between runs, names that differ only
 * in case, quotation marks, backticks, and non-ASCII letters.
 */
final class PushDownSample {

  static final String PROJECT = "team-alpha/push-down";
  static final String OTHER_PROJECT = "team-beta/push-down";

  static final List<String> EXPERIMENTS =
      List.of(
          "gull",
          "Gull",
          "gull-1",
          "gull-10",
          "gull 2",
          "möwe",
          "100%",
          "a_b",
          "tick`s",
          "it's",
          "say \"hi\"",
          "back\\slash",
          "😀/x",
          "ibis",
          "ibis-1");
  static final List<Object> FLOATS =
      Arrays.asList(
          0.5, 0.0, -0.0, -1.5, 0.1, 1e300, 3.0, "NaN", "Infinity", "-Infinity", 4.9e-324, null);
  static final List<Long> INTS =
      Arrays.asList(
          0L,
          1L,
          -1L,
          7L,
          9007199254740992L,
          9007199254740993L,
          -9007199254740993L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          null);
  static final List<String> STRINGS =
      Arrays.asList(
          "", "a", "A", "ab", "aB", "größe", "a\"b", "a\\b", "a`b", "100%", "_x", "a\nb", "b\n",
          "😀 ok", "it's", "a.b", "a b", null);
  static final List<String> TIMES =
      Arrays.asList(
          "2025-08-29T09:18:27.946Z",
          "2025-08-29T09:18:27.947Z",
          "1969-12-31T23:59:59.999Z",
          "2000-01-01T00:00:00Z",
          null);
  static final List<Double> STEPS =
      List.of(0.0, 0.1, 0.3, 0.5, 1.0, 1.000001, 2.0, 10.0, 1000000.25, 999999999999.0);

  private final Random random = new Random(5);

  /** Starts a server that holds both projects. */
  static NeptuneServer start() {
    PushDownSample sample = new PushDownSample();
    return NeptuneServer.start(
        NeptuneServerOptions.STRICT, sample.project(PROJECT, 15), sample.project(OTHER_PROJECT, 6));
  }

  private String project(String name, int experiments) {
    List<Map<String, Object>> runs = new ArrayList<>();
    for (int i = 0; i < experiments; i++) {
      int attempts = 1 + i % 2;
      for (int attempt = 0; attempt < attempts; attempt++) {
        runs.add(run("r-" + i + "-" + attempt, EXPERIMENTS.get(i), runs.size()));
      }
    }
    runs.add(run("no experiment", null, runs.size()));
    try {
      return new ObjectMapper().writeValueAsString(Map.of("project", name, "runs", runs));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> run(String id, String experiment, int position) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("run", id);
    if (experiment != null) {
      run.put("experiment", experiment);
    }
    run.put("creationTime", "2025-09-01T00:00:%02d.%03dZ".formatted(position % 60, position));
    Map<String, Object> attributes = new LinkedHashMap<>();
    add(attributes, "num/float", "float", pick(FLOATS));
    add(attributes, "num/int", "int", pick(INTS));
    add(attributes, "text", "string", pick(STRINGS));
    add(attributes, "Text", "string", pick(STRINGS));
    add(attributes, "tick`s", "string", pick(STRINGS));
    add(attributes, "flag", "bool", pick(Arrays.asList(true, false, null)));
    add(attributes, "when", "datetime", pick(TIMES));
    add(attributes, "labels", "string_set", pick(Arrays.asList(List.of("a", "b"), null)));
    if (position % 2 == 0) {
      add(attributes, "mixed", "float", pick(FLOATS));
    } else {
      add(attributes, "mixed", "string", pick(STRINGS));
    }
    if (position % 3 == 0) {
      attributes.put(
          "data/file", Map.of("type", "file", "mimeType", "text/csv", "base64", "YSxiCjEsMgo="));
    }
    run.put("attributes", attributes);
    run.put("series", series(position));
    return run;
  }

  private Map<String, Object> series(int position) {
    Map<String, Object> series = new LinkedHashMap<>();
    for (String name : List.of("loss", "Loss", "m/val", "m/train", "tick`s/x", "größe")) {
      if (random.nextInt(4) > 0) {
        series.put(name, series("float_series", FLOATS.subList(0, FLOATS.size() - 1)));
      }
    }
    if (position % 2 == 0) {
      series.put("note", series("string_series", STRINGS.subList(0, STRINGS.size() - 1)));
      series.put(
          "hist",
          series(
              "histogram_series",
              List.of(
                  Map.of("type", "COUNTING", "edges", List.of(0, 1, 2), "values", List.of(3, 4)))));
    }
    if (position % 3 < 2) {
      series.put(
          "pred",
          series("file_series", List.of(Map.of("mimeType", "image/png", "base64", "AAAA"))));
    }
    return series;
  }

  private Map<String, Object> series(String type, List<?> values) {
    List<List<Object>> points = new ArrayList<>();
    for (double step : STEPS) {
      if (random.nextInt(3) > 0 || points.isEmpty()) {
        points.add(List.of(step, pick(values)));
      }
    }
    return Map.of("type", type, "points", points);
  }

  private static void add(Map<String, Object> attributes, String name, String type, Object value) {
    if (value != null) {
      attributes.put(name, Map.of("type", type, "value", value));
    }
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
