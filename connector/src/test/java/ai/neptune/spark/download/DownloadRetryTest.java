package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static ai.neptune.spark.download.LocalDownload.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.download.destination.BrokenFileSystem;
import ai.neptune.spark.download.destination.FlakyFileSystem;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
    hadoop.set("fs.flaky.impl", FlakyFileSystem.class.getName());
    hadoop.set("fs.broken.impl", BrokenFileSystem.class.getName());
  }

  @AfterEach
  void stopServer() {
    FlakyFileSystem.CREATIONS_UNTIL_FAILURE.set(-1);
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

  @Test
  void givesUpWhenTheDestinationStaysBroken() {
    Dataset<Row> files = download.load("files");

    assertThatThrownBy(() -> download.of(files).to("broken:" + destination).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("was given up")
        .hasMessageContaining("the disk is full");
  }
}
