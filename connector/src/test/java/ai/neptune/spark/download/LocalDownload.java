package ai.neptune.spark.download;

import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.spark.download.destination.ParquetDirectory;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A server with some files, and a local directory to download them to. */
public final class LocalDownload implements AutoCloseable {

  static final String PROJECT =
      """
      {"project": "team-alpha/project-x", "runs": [
        {"run": "seabird-4-r1", "experiment": "seabird-4", "attributes": {
           "data/sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo=",
             "path": "sample-4"},
           "data/big": {"type": "file", "mimeType": "application/octet-stream", "size": 3000000,
             "path": "big-4"}},
         "series": {"predictions": {"type": "file_series", "points": [
           [1.0, {"mimeType": "image/png", "base64": "cG5nMQ==", "path": "png-1"}],
           [2.5, {"mimeType": "image/png", "base64": "cG5nMg==", "path": "png-2"}]]}}},
        {"run": "seabird-5-r1", "experiment": "seabird-5", "attributes": {
           "data/sample": {"type": "file", "mimeType": "text/csv", "base64": "YQo=",
             "path": "sample-5"}}}]}
      """;

  static final String BLOBS = "^/storage/";

  final NeptuneServer server;
  final Path destination;

  LocalDownload(Path destination) {
    this(NeptuneServer.start(NeptuneServerOptions.STRICT, PROJECT), destination);
  }

  LocalDownload(NeptuneServer server, Path destination) {
    this.server = server;
    this.destination = destination;
  }

  Dataset<Row> load(String relation) {
    return load(relation, "experiment");
  }

  Dataset<Row> load(String relation, String container) {
    return load(relation, container, "team-alpha/project-x");
  }

  Dataset<Row> load(String relation, String container, String project) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", project)
        .option("container", container)
        .load(relation);
  }

  FileDownload of(Dataset<Row> files) {
    return Neptune.downloadFiles(files)
        .to(destination.toString())
        .option("apiToken", server.apiToken());
  }

  /** The paths of all files below the destination that are not the download's own. */
  List<String> publishedFiles() {
    return filesBelow(destination).stream().filter(path -> !path.startsWith("_neptune/")).toList();
  }

  /** The rows of the only, or the newest, manifest. */
  Dataset<Row> manifest() {
    String newest =
        directoriesOf(destination.resolve("_neptune")).stream()
            .max(String::compareTo)
            .orElseThrow();
    return ParquetDirectory.read(
        LocalSpark.session(),
        DownloadManifest.SCHEMA,
        destination.resolve("_neptune").resolve(newest).resolve("manifest").toString());
  }

  static List<String> directoriesOf(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> filesBelow(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(" ")).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
