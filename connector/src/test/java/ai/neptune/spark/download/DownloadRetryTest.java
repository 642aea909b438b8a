package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static ai.neptune.spark.download.LocalDownload.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.download.destination.BrokenFileSystem;
import ai.neptune.spark.download.destination.CaselessFileSystem;
import ai.neptune.spark.download.destination.FaultyFileSystem;
import ai.neptune.spark.download.destination.FlakyFileSystem;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail and are tried again, on a file system that fails. */
class DownloadRetryTest {

  @TempDir Path destination;

  private LocalDownload download;

  @BeforeEach
  void startServer() {
    download = new LocalDownload(destination);
    Configuration hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    hadoop.set("fs.faulty.impl", FaultyFileSystem.class.getName());
    hadoop.set("fs.caseless.impl", CaselessFileSystem.class.getName());
    hadoop.set("fs.flaky.impl", FlakyFileSystem.class.getName());
    hadoop.set("fs.broken.impl", BrokenFileSystem.class.getName());
  }

  @AfterEach
  void stopServer() {
    FlakyFileSystem.CREATIONS_UNTIL_FAILURE.set(-2);
    FaultyFileSystem.fail(0, "", (operation, path) -> false);
    download.close();
  }

  @Test
  void doesNotFetchAgainWhatAnEarlierAttemptPublished() {
    Dataset<Row> files = download.load("files");
    FlakyFileSystem.CREATIONS_UNTIL_FAILURE.set(3);

    Dataset<Row> paths = download.of(files).to("flaky:" + destination).concurrency(1).execute();

    assertThat(paths.where("path IS NOT NULL").count()).isEqualTo(5);
    assertThat(download.publishedFiles()).hasSize(5);
    assertThat(lines(download.manifest().select("status").distinct()))
        .containsExactly("downloaded");
    // Three were published; of the fourth the first attempt got the response, but could not write.
    assertThat(download.server.requests().count(BLOBS)).isEqualTo(6);
    assertThat(LocalDownload.filesBelow(destination)).noneMatch(path -> path.contains("/tmp/"));
  }

  @Test
  void fetchesFilesOfAnEarlierDownloadAgainInEveryAttempt() {
    Dataset<Row> files = download.load("files");
    download.of(files).to("flaky:" + destination).execute();
    download.server.resetRequests();
    FlakyFileSystem.CREATIONS_UNTIL_FAILURE.set(0);

    download.of(files).to("flaky:" + destination).concurrency(1).execute();

    assertThat(download.server.requests().count(BLOBS)).isEqualTo(6);
  }

  /** Also where a setting of the session has Spark skip what it cannot read. */
  @Test
  void losesNoFileWhenThePlanCannotBeReadForAMoment() {
    Map<String, String> settings =
        Map.of(
            "spark.sql.files.ignoreCorruptFiles", "true",
            "spark.sql.files.ignoreMissingFiles", "true",
            "spark.sql.files.maxRecordsPerFile", "1",
            "spark.sql.parquet.compression.codec", "gzip",
            "spark.sql.sources.commitProtocolClass", "nowhere.Protocol",
            "spark.sql.parquet.output.committer.class", "nowhere.Committer",
            "spark.sql.sources.partitionOverwriteMode", "dynamic",
            "spark.sql.caseSensitive", "true",
            "spark.sql.sources.useV1SourceList", "");
    SparkSession spark = LocalSpark.session();
    settings.forEach(spark.conf()::set);
    try {
      Dataset<Row> files = download.load("files");
      FaultyFileSystem.fail(
          1,
          "the connection was reset",
          (operation, path) ->
              operation.equals("open") && path.toString().matches(".*/plan/part.*"));

      Dataset<Row> paths = download.of(files).to("faulty:" + destination).execute();

      assertThat(paths.where("path IS NOT NULL").count()).isEqualTo(5);
      assertThat(download.publishedFiles()).hasSize(5);
    } finally {
      settings.keySet().forEach(spark.conf()::unset);
    }
  }

  @Test
  void oneFileThatCannotBeWrittenIsOneFailedFile() {
    Dataset<Row> files = download.load("files");
    FaultyFileSystem.fail(
        Integer.MAX_VALUE,
        "KeyTooLongError",
        (operation, path) -> operation.equals("rename") && path.getName().equals("big.bin"));

    Dataset<Row> paths =
        download.of(files).to("faulty:" + destination).ignoreFailures(true).execute();

    assertThat(paths.where("path IS NULL").count()).isEqualTo(1);
    assertThat(lines(download.manifest().where("status = 'failed'").select("relative_path")))
        .containsExactly("seabird-4/data/big.bin");
    assertThat(download.publishedFiles()).hasSize(4);
    assertThat(LocalDownload.filesBelow(destination)).noneMatch(path -> path.contains("/tmp/"));
  }

  @Test
  void writesAFileAgainThatCouldNotBeWrittenForAMoment() {
    Dataset<Row> files = download.load("files");
    FaultyFileSystem.fail(
        2,
        "the connection was reset",
        (operation, path) -> operation.equals("rename") && path.getName().equals("big.bin"));

    Dataset<Row> paths = download.of(files).to("faulty:" + destination).execute();

    assertThat(paths.where("path IS NOT NULL").count()).isEqualTo(5);
    assertThat(destination.resolve("seabird-4/data/big.bin")).hasSize(3_000_000);
  }

  @Test
  void fetchesAFileAgainThatCannotBeLookedAtForAMoment() {
    Dataset<Row> files = download.load("files");
    download.of(files).to("faulty:" + destination).execute();
    download.server.resetRequests();
    FaultyFileSystem.fail(
        1,
        "the connection was reset",
        (operation, path) -> operation.equals("status") && path.getName().equals("big.bin"));

    download.of(files).to("faulty:" + destination).overwrite(false).execute();

    assertThat(download.server.requests().count(BLOBS)).isEqualTo(1);
    assertThat(lines(download.manifest().groupBy("status").count().orderBy("status")))
        .containsExactly("downloaded 1", "kept 4");
  }

  @Test
  void distinguishesFilesWhereTheDestinationIgnoresCase() {
    download.server.addProject(
        """
        {"project": "team-alpha/project-x", "runs": [{"run": "r", "experiment": "e", "attributes": {
          "Loss": {"type": "file", "base64": "YQo=", "path": "1"},
          "loss": {"type": "file", "base64": "Ygo=", "path": "2"},
          "dir": {"type": "file", "base64": "Yw==", "path": "3"},
          "DIR/x": {"type": "file", "base64": "ZA==", "path": "4"}}}]}
        """);

    Dataset<Row> paths =
        download.of(download.load("files")).to("caseless:" + destination).execute();

    assertThat(paths.where("path IS NOT NULL").count()).isEqualTo(4);
    assertThat(download.publishedFiles())
        .hasSize(4)
        .contains("e/Loss.bin", "e/DIR/x.bin", "e/dir.bin")
        .anyMatch(path -> path.matches("e/loss_[0-9a-f]{16}\\.bin"));
    download.server.resetRequests();
    download.of(download.load("files")).to("caseless:" + destination).overwrite(false).execute();
    assertThat(download.server.requests().count(BLOBS)).isZero();
  }

  @Test
  void givesUpWhenTheDestinationStaysBroken() {
    Dataset<Row> files = download.load("files");

    assertThatThrownBy(() -> download.of(files).to("broken:" + destination).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("was given up")
        .hasMessageContaining("the disk is full");
  }
}
