package ai.neptune.spark.download;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.FileDownload;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action as users call it, against a server and a local directory. */
class DownloadFilesTest {

  private static final String PROJECT =
      """
      {"project": "team-alpha/project-x", "runs": [
        {"run": "seabird-4-r1", "experiment": "seabird-4", "attributes": {
           "data/sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="},
           "data/big": {"type": "file", "mimeType": "application/octet-stream", "size": 3000000}},
         "series": {"predictions": {"type": "file_series", "points": [
           [1.0, {"mimeType": "image/png", "base64": "cG5nMQ=="}],
           [2.5, {"mimeType": "image/png", "base64": "cG5nMg=="}]]}}},
        {"run": "seabird-5-r1", "experiment": "seabird-5", "attributes": {
           "data/sample": {"type": "file", "mimeType": "text/csv", "base64": "YQo="}}}]}
      """;

  @TempDir Path destination;

  private NeptuneServer server;

  @BeforeEach
  void startServer() {
    server = NeptuneServer.start(PROJECT);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void bringsEveryFileToItsPathAndReturnsThePathsInOrder() throws IOException {
    Dataset<Row> paths = download(files()).execute();

    assertThat(paths.columns()).containsExactly("experiment", "step", "attribute", "path");
    assertThat(lines(paths))
        .containsExactly(
            "seabird-4 null data/big " + full("seabird-4/data/big.bin"),
            "seabird-4 null data/sample " + full("seabird-4/data/sample.csv"),
            "seabird-4 1.0 predictions " + full("seabird-4/predictions/step_1_000000.png"),
            "seabird-4 2.5 predictions " + full("seabird-4/predictions/step_2_500000.png"),
            "seabird-5 null data/sample " + full("seabird-5/data/sample.csv"));
    assertThat(destination.resolve("seabird-4/data/sample.csv")).hasContent("a,b\n1,2\n");
    assertThat(destination.resolve("seabird-4/predictions/step_2_500000.png")).hasContent("png2");
    assertThat(destination.resolve("seabird-4/data/big.bin")).hasSize(3_000_000);
    assertThat(publishedFiles()).hasSize(5);
  }

  private FileDownload download(Dataset<Row> files) {
    return Neptune.downloadFiles(files)
        .to(destination.toString())
        .option("apiToken", server.apiToken());
  }

  private Dataset<Row> files() {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", "team-alpha/project-x")
        .load("files");
  }

  private String full(String path) {
    return "file:" + destination.resolve(path);
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(" ")).toList();
  }

  private List<Path> publishedFiles() {
    try (Stream<Path> all = Files.walk(destination)) {
      return all.filter(Files::isRegularFile)
          .map(destination::relativize)
          .filter(path -> !path.startsWith("_neptune"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
