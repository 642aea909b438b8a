package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static ai.neptune.spark.download.LocalDownload.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.HostUnreachableException;
import ai.neptune.errors.InvalidCredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with single files, and what ends a download. */
class DownloadFailuresTest {

  @TempDir Path destination;

  private LocalDownload download;

  @BeforeEach
  void startServer() {
    download = new LocalDownload(destination);
  }

  @AfterEach
  void stopServer() {
    download.close();
  }

  @Test
  void reportsAMissingBlobWithoutFailing() {
    download.server.addFaults(fault("sample-4$", "\"status\": 404"));

    Dataset<Row> paths = download.of(download.load("files")).execute();

    assertThat(lines(paths)).contains("seabird-4 null data/sample null").hasSize(5);
    assertThat(lines(download.manifest().where("status = 'missing'").select("attribute", "path")))
        .containsExactly("data/sample null");
    assertThat(download.publishedFiles()).hasSize(4);
  }

  @Test
  void goesOnAfterAFailureAndFailsAtTheEnd() {
    download.server.addFaults(fault("sample-4$", "\"status\": 418"));

    assertThatThrownBy(() -> download.of(download.load("files")).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("1 of 5 files could not be downloaded")
        .hasMessageContaining("seabird-4/data/sample.csv: ")
        .hasMessageContaining("/manifest")
        .hasMessageNotContaining("Signature=");
    assertThat(download.publishedFiles()).hasSize(4);
  }

  @Test
  void onlyReportsFailuresThatAreIgnored() {
    download.server.addFaults(fault("sample-4$", "\"status\": 418"));

    Dataset<Row> paths = download.of(download.load("files")).ignoreFailures(true).execute();

    assertThat(lines(paths)).contains("seabird-4 null data/sample null").hasSize(5);
    Row failed = download.manifest().where("status = 'failed'").head();
    assertThat(failed.<String>getAs("storage_path")).isEqualTo("sample-4");
    assertThat(failed.<String>getAs("error")).contains("418").doesNotContain("Signature=");
  }

  @Test
  void failsAFileOfAnotherSizeAndNamesBoth() {
    Dataset<Row> larger = withSize(download.load("files").where("step = 1.0"), 5L);

    assertThatThrownBy(() -> download.of(larger).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("has 4 bytes")
        .hasMessageContaining("given as 5 bytes");
    assertThat(download.publishedFiles()).isEmpty();
  }

  @Test
  void failsAtOnceWhenTheCredentialsAreRejected() {
    Dataset<Row> files = download.load("files");
    // The relation is read with another session's credentials; those of the download are refused.
    files.count();
    download.server.addFaults(fault("storagebridge", "\"status\": 401"));

    assertThatThrownBy(() -> download.of(files).ignoreFailures(true).execute())
        .isInstanceOf(InvalidCredentialsException.class);
    assertThat(download.server.requests().count(BLOBS)).isZero();
  }

  @Test
  void refusesADestinationThatIsAFileBeforeAnythingIsDownloaded() throws IOException {
    Path file = Files.writeString(destination.resolve("taken"), "x");
    Dataset<Row> files = download.load("files");
    download.server.resetRequests();

    assertThatThrownBy(() -> download.of(files).to(file.toString()).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("it is a file");
    assertThatThrownBy(() -> download.of(files).to(file.resolve("below").toString()).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("cannot be written");
    assertThat(download.server.requests().requests()).isEmpty();
    assertThat(file).hasContent("x");
  }

  @Test
  void refusesADestinationWithoutAFileSystem() {
    assertThatThrownBy(() -> download.of(download.load("files")).to("nosuch://x/y").execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("nosuch");
  }

  @Test
  void failsAFileWhosePlaceIsTakenByADirectoryOfAnotherDownload() throws IOException {
    Files.createDirectories(destination.resolve("seabird-4/data/sample.csv/x"));

    Throwable failure = catchThrowable(() -> download.of(download.load("files")).execute());

    assertThat(failure)
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("1 of 5")
        .hasMessageContaining("sample.csv is a directory");
    assertThat(download.publishedFiles()).hasSize(4);
  }

  @Test
  void resumesATransferThatBreaks() {
    download.server.addFaults(fault("big-4$", "\"truncateAfterBytes\": 1000000, \"times\": 2"));

    download.of(download.load("files").where("attribute = 'data/big'")).execute();

    assertThat(destination.resolve("seabird-4/data/big.bin")).hasSize(3_000_000);
    assertThat(download.server.requests().count("big-4$", 206)).isEqualTo(2);
  }

  @Test
  void signsAUrlAgainThatHasExpired() {
    download.server.addFaults(fault("big-4$", "\"expireSignedUrls\": true, \"times\": 3"));

    download.of(download.load("files").where("attribute = 'data/big'")).execute();

    assertThat(destination.resolve("seabird-4/data/big.bin")).hasSize(3_000_000);
    assertThat(download.server.requests().count("signedUrl$")).isEqualTo(4);
  }

  @Test
  void givesUpAFileWhoseUrlsAlwaysExpire() {
    download.server.addFaults(fault("big-4$", "\"expireSignedUrls\": true"));

    assertThatThrownBy(() -> download.of(download.load("files")).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("refused 4 signed URLs");
    assertThat(download.publishedFiles()).hasSize(4);
  }

  /** One soft limit for all files together, and no list of failures where nothing was tried. */
  @Test
  void failsOnceWhenTheStorageDoesNotRespond() {
    download.server.addFaults(fault("/storage/", "\"closeConnection\": true"));

    assertThatThrownBy(
            () ->
                download
                    .of(download.load("files"))
                    .ignoreFailures(true)
                    .option("retrySoftTimeout", "1s")
                    .execute())
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining("has not responded to any request");
    assertThat(download.publishedFiles()).isEmpty();
  }

  @Test
  void leavesNoTemporaryFileAfterAFailure() {
    download.server.addFaults(fault("/storage/", "\"status\": 418"));

    assertThatThrownBy(() -> download.of(download.load("files")).execute())
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("5 of 5");

    assertThat(LocalDownload.filesBelow(destination)).noneMatch(path -> path.contains("/tmp/"));
  }

  private static Dataset<Row> withSize(Dataset<Row> files, long size) {
    return files.withColumn(
        "file",
        org.apache.spark.sql.functions.expr(
            "named_struct('project', file.project, 'experiment', file.experiment, 'run', file.run,"
                + " 'attribute', file.attribute, 'step', file.step, 'path', file.path,"
                + " 'size_bytes', %dL, 'mime_type', file.mime_type)".formatted(size)));
  }

  /** A fault of all requests to a path, unless it says how many. */
  private static String fault(String path, String what) {
    String times = what.contains("times") ? "" : ", \"times\": -1";
    return "[{\"path\": \"%s\", %s%s}]".formatted(path, what, times);
  }
}
