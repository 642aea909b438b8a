package ai.neptune.spark.it.download;

import ai.neptune.spark.it.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A server with runs to export: small ones with a file each, a fork, and one in several parts. */
final class ExportedRuns implements AutoCloseable {

  static final String PROJECT = "team-alpha/exports";

  /** Few, so that a small project needs several tasks. */
  static final int POINTS_PER_TASK = 200;

  /** All runs. */
  static final int RUNS = 12;

  private static final String REQUESTS = "/series/float";

  final NeptuneServer server;

  private ExportedRuns(NeptuneServer server) {
    this.server = server;
  }

  static ExportedRuns start() {
    return new ExportedRuns(NeptuneServer.start(NeptuneServerOptions.STRICT, json(0)));
  }

  /** Adds a later point to the first run. */
  void continueTheFirst() {
    server.addProject(json(1));
  }

  /** Lets each response with points take so long that most are still to come after the first. */
  void slowDown() {
    server.addFaults(
        "[{\"path\": \"%s\", \"latencyMs\": 1500, \"times\": -1}]".formatted(REQUESTS));
  }

  /** How often points were asked for. */
  long requests() {
    return server.requests().count(REQUESTS);
  }

  /** What the server has, by relation, as far as an archive can hold it. */
  Map<String, List<String>> relations() {
    return relations(Map.of("apiToken", server.apiToken(), "project", PROJECT));
  }

  /** What an archive has. */
  static Map<String, List<String>> relations(String archive) {
    return relations(Map.of("archive", archive, "project", PROJECT));
  }

  private static Map<String, List<String>> relations(Map<String, String> options) {
    Map<String, List<String>> relations = new TreeMap<>();
    for (String relation : List.of("attribute_values", "metrics", "series")) {
      relations.put(relation, rows(read(options, relation).drop("file")));
    }
    relations.put(
        "files",
        rows(read(options, "files").select("run", "attribute", "step", "file.size_bytes")));
    return relations;
  }

  private static Dataset<Row> read(Map<String, String> options, String relation) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .options(options)
        .option("container", "run")
        .load(relation);
  }

  private static List<String> rows(Dataset<Row> relation) {
    return relation.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static String json(int more) {
    List<String> runs = new ArrayList<>();
    runs.add(
        """
        {"run": "_first", "experiment": "gull", "attributes": {
           "lr": {"type": "float", "value": 0.5},
           "big": {"type": "int", "value": 9007199254740993},
           "tags": {"type": "string_set", "value": ["a", "b"]},
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "YQ==", "path": "ab"},
           "data/a_b": {"type": "file", "mimeType": "text/plain", "base64": "YmI=", "path": "a_b"}},
         "series": {
           "loss": {"type": "float_series", "points": [[0, 1], [1, "NaN"], [2, "-Infinity"]%s]},
           "log": {"type": "string_series", "points": [[0.5, "begin"]]},
           "weights": {"type": "histogram_series", "points": [
             [0, {"type": "COUNTING", "edges": [0, 1, 2], "values": [3, 4]}]]},
           "img": {"type": "file_series", "points": [
             [1.5, {"mimeType": "image/png", "base64": "cG5n", "path": "png"}]]}}}"""
            .formatted(more == 0 ? "" : ", [3, 4, 1900000000000]"));
    runs.add(
        """
        {"run": "fork", "fork": {"run": "_first", "step": 1}, "series": {
           "loss": {"type": "float_series", "points": [[2, 5]]}}}""");
    runs.add("{\"run\": \"large\", \"series\": {%s}}".formatted(series(10, 150)));
    while (runs.size() < RUNS) {
      runs.add(
          "{\"run\": \"run %d\", \"experiment\": \"many\", \"series\": {%s}}"
              .formatted(runs.size(), series(1, 150)));
    }
    return "{\"project\": \"%s\", \"runs\": [%s]}".formatted(PROJECT, String.join(",", runs));
  }

  private static String series(int count, int points) {
    List<String> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      series.add(
          "\"loss/%02d\": {\"type\": \"float_series\", \"generate\": {\"count\": %d, \"seed\": %d}}"
              .formatted(i, points, i));
    }
    return String.join(",", series);
  }

  @Override
  public void close() {
    server.close();
  }
}
