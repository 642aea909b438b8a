package ai.neptune.spark.export;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A project on a server of its own, and the folder that it is exported to. */
record ExportedProject(NeptuneServer server, Path folder) implements AutoCloseable {

  static final String PROJECT = "team-alpha/export";
  static final String POINTS = "/series/float";
  static final String BLOBS = "^/storage/";

  /** Three runs, with values that exporters lose and files whose paths collide. */
  static final String RUNS =
      """
      {"project": "team-alpha/export", "runs": [
        {"run": "r-1", "experiment": "one", "attributes": {
           "lr": {"type": "float", "value": "NaN"},
           "big": {"type": "int", "value": 9007199254740993},
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "YQ==", "path": "ab"},
           "data/a_b": {"type": "file", "mimeType": "text/plain", "base64": "YmI=", "path": "a_b"}},
         "series": {
           "loss": {"type": "float_series", "points": [[0, 1], [1, "NaN"], [2, "Infinity"]]},
           "img": {"type": "file_series", "points": [
             [1.5, {"mimeType": "image/png", "base64": "cG5n", "path": "png"}]]}}},
        {"run": "r 1", "attributes": {
           "n": {"type": "int", "value": 1},
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "Y2Nj", "path": "c"}}},
        {"run": "r_1", "attributes": {
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "ZGRkZA==", "path": "d"}}}]}
      """;

  static ExportedProject start(String seed, Path folder) {
    return new ExportedProject(NeptuneServer.start(seed), folder);
  }

  @Override
  public void close() {
    server.close();
  }

  ProjectExport export() {
    return exportTo(folder.toString());
  }

  ProjectExport exportTo(String destination) {
    return Neptune.export(LocalSpark.session(), destination)
        .option("apiToken", server.apiToken())
        .option("project", PROJECT);
  }

  /** The same in tasks of about so many points. */
  ProjectExport export(long pointsPerTask) {
    return export().option("targetPointsPerPartition", pointsPerTask);
  }

  /** A relation of the archive. */
  Dataset<Row> archive(String relation) {
    return archive(folder, relation);
  }

  static Dataset<Row> archive(Path root, String relation) {
    boolean isOfRuns = relation.matches("runs|archive_check");
    return read(root, relation, isOfRuns ? Map.of() : Map.of("container", "run"));
  }

  static Dataset<Row> read(Path root, String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", root.toString())
        .option("project", PROJECT)
        .options(options)
        .load(relation);
  }

  /** The rows of {@code archive_check} that are not those of whole runs. */
  List<Row> incompleteRuns() {
    return archive("archive_check").where("status <> 'complete'").collectAsList();
  }

  List<Double> values(String attribute) {
    return archive("metrics")
        .where("attribute = '" + attribute + "'")
        .orderBy("step")
        .collectAsList()
        .stream()
        .map(row -> row.<Double>getAs("value"))
        .toList();
  }

  /** The names of the Parquet files of a run. */
  List<String> parts(String run) {
    String first = ArchiveFixture.part(folder, PROJECT, run, 0).getFileName().toString();
    String stem = first.substring(0, first.lastIndexOf("_part_"));
    return parts().stream().filter(name -> name.startsWith(stem)).toList();
  }

  /** The names of all Parquet files. */
  List<String> parts() {
    Path data = folder.resolve("data").resolve(directory());
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(data)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the project's folder. */
  String directory() {
    return ArchiveFixture.part(folder, PROJECT, "r", 0).getParent().getFileName().toString();
  }

  static Map<String, Row> byRun(Dataset<Row> report) {
    return report.collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("run"), row -> row, (a, b) -> a, TreeMap::new));
  }

  static List<String> statuses(Dataset<Row> report) {
    return byRun(report).values().stream().map(row -> row.<String>getAs("status")).toList();
  }

  static List<String> rows(Dataset<Row> relation) {
    return relation.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** A project with runs of ten points. */
  static String manyRuns(int runs) {
    return IntStream.range(0, runs)
        .mapToObj(
            i ->
                "{\"run\": \"r-%d\", \"series\": {\"m\": {\"type\": \"float_series\", \"generate\": {\"count\": 10, \"seed\": %d}}}}"
                    .formatted(i, i))
        .collect(Collectors.joining(",", "{\"project\": \"team-alpha/export\", \"runs\": [", "]}"));
  }

  /** A project with one run. */
  static String huge(int series, int points) {
    return IntStream.range(0, series)
        .mapToObj(
            i ->
                "\"m%d\": {\"type\": \"float_series\", \"generate\": {\"count\": %d, \"seed\": %d}}"
                    .formatted(i, points, i))
        .collect(
            Collectors.joining(
                ",",
                "{\"project\": \"team-alpha/export\", \"runs\": [{\"run\": \"huge\", \"series\": {",
                "}}]}"));
  }
}
