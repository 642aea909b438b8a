package ai.neptune.spark.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download as a write, and what the relation {@code downloads} shows of it. */
class DownloadWriteTest {

  private static NeptuneServer server;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            """
            {"project": "team-alpha/write", "runs": [
              {"run": "r-1", "experiment": "gull-1", "attributes": {
                 "sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="}},
               "series": {"pictures": {"type": "file_series", "points": [
                 [1.0, {"mimeType": "image/png", "base64": "YWJj"}],
                 [2.0, {"mimeType": "image/png", "base64": "YWJjZA=="}]]}}}]}
            """);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void noFaults() {
    server.resetFaults();
  }

  @Test
  void appendingDownloadsTheFiles() throws Exception {
    write(files()).mode("append").save(destination());
    assertThat(Files.readString(folder.resolve("gull-1/sample/../sample.csv").normalize()))
        .isEqualTo("a,b\n1,2\n");
    assertThat(folder.resolve("gull-1/pictures/step_2_000000.png")).hasContent("abcd");
  }

  @Test
  void sqlAndViewsCanReadWhatWasDownloaded() {
    write(files()).mode("append").save(destination());
    Dataset<Row> downloads = downloads(Map.of());
    assertThat(downloads.columns())
        .containsExactly(
            "experiment", "step", "attribute", "path", "size_bytes", "status", "error");
    assertThat(downloads.orderBy("step").collectAsList())
        .extracting(r -> r.get(1), r -> r.getString(2), r -> r.getLong(4), r -> r.getString(5))
        .containsExactly(
            tuple(null, "sample", 8L, "downloaded"),
            tuple(1.0, "pictures", 3L, "downloaded"),
            tuple(2.0, "pictures", 4L, "downloaded"));
    assertThat(downloads.where("status = 'downloaded'").count()).isEqualTo(3);
    assertThat(downloads.select("path").where("attribute = 'sample'").head().getString(0))
        .endsWith("/gull-1/sample.csv");
  }

  @Test
  void theLatestCompleteDownloadIsShownUnlessOneIsNamed() {
    write(files().where("step = 1.0")).mode("append").save(destination());
    write(files()).mode("append").option("overwrite", "false").save(destination());
    assertThat(downloads(Map.of()).where("status = 'kept'").count()).isEqualTo(1);
    String[] ids = folder.resolve("_neptune").toFile().list();
    Arrays.sort(ids);
    assertThat(downloads(Map.of("downloadId", ids[0])).count()).isEqualTo(1);
    assertThatThrownBy(() -> downloads(Map.of("downloadId", "nothing")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'downloadId'", "'nothing'");
  }

  @Test
  void aRepeatedWriteWithTheIdOfACompleteDownloadDownloadsNothing() throws Exception {
    write(files()).mode("append").option("downloadId", "mine-1").save(destination());
    Path sample = folder.resolve("gull-1/sample.csv");
    Files.delete(sample);
    write(files()).mode("append").option("downloadId", "mine-1").save(destination());
    assertThat(sample).doesNotExist();
    assertThat(downloads(Map.of("downloadId", "mine-1")).count()).isEqualTo(3);
  }

  @Test
  void aRepetitionOfADownloadWithFailuresFailsLikeIt() {
    server.addFaults("[{\"path\": \"^/storage/\", \"status\": 418, \"times\": -1}]");
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(
              () -> write(files()).mode("append").option("downloadId", "f").save(destination()))
          .hasStackTraceContaining("3 of 3 files");
    }
  }

  @Test
  void anIdOfAnUnfinishedDownloadAndOneThatIsNoNameAreRefused() throws Exception {
    Files.createDirectories(folder.resolve("_neptune/running/tmp"));
    assertThatThrownBy(
            () -> write(files()).mode("append").option("downloadId", "running").save(destination()))
        .hasStackTraceContaining("'running' for option 'downloadId'");
    assertThatThrownBy(
            () -> write(files()).mode("append").option("downloadId", "../x").save(destination()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'../x'", "'downloadId'");
    assertThat(folder.resolve("gull-1")).doesNotExist();
  }

  @Test
  void aDestinationWithoutDownloadsAndAMissingOneAreNamed() {
    assertThatThrownBy(() -> downloads(Map.of()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'destination'", destination());
    assertThatThrownBy(
            () -> LocalSpark.session().read().format("neptune").load("downloads").count())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'destination' is missing");
  }

  @Test
  void otherModesAndWrongOptionsAreRefusedAndNothingIsWritten() {
    assertThatThrownBy(() -> write(files()).mode("overwrite").save(destination()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("\"overwrite\"", "mode(\"append\")", destination());
    assertThatThrownBy(() -> write(files()).save(destination())).hasMessageContaining("Append");
    assertThatThrownBy(
            () -> write(files()).mode("append").option("concurency", "2").save(destination()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'concurrency'");
    assertThatThrownBy(
            () -> write(files()).mode("append").option("concurrency", "0").save(destination()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'concurrency'", "from 1 to 256");
    assertThatThrownBy(() -> write(files().drop("file")).mode("append").save(destination()))
        .isInstanceOf(InvalidFilesException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void failedFilesFailTheWriteUnlessTheyAreIgnored() {
    server.addFaults("[{\"path\": \"^/storage/\", \"status\": 418, \"times\": -1}]");
    assertThatThrownBy(() -> write(files()).mode("append").save(destination()))
        .hasStackTraceContaining(FileDownloadException.class.getName())
        .hasStackTraceContaining("3 of 3 files");
    write(files()).mode("append").option("ignoreFailures", "true").save(destination());
    assertThat(downloads(Map.of()).where("status = 'failed' AND path IS NULL").count())
        .isEqualTo(3);
  }

  @Test
  void aDestinationCannotBeReadAsARelation() {
    assertThatThrownBy(
            () -> LocalSpark.session().read().format("neptune").load(destination()).count())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll(destination(), "'downloads'");
  }

  private String destination() {
    return folder.toUri().toString();
  }

  private Dataset<Row> downloads(Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("destination", destination())
        .options(options)
        .load("downloads");
  }

  private static Dataset<Row> files() {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", "team-alpha/write")
        .load("files");
  }

  private static DataFrameWriter<Row> write(Dataset<Row> files) {
    return files.write().format("neptune").option("apiToken", server.apiToken());
  }
}
