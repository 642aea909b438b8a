package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static ai.neptune.spark.download.LocalDownload.lines;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.download.destination.CoarseFileSystem;
import ai.neptune.spark.download.destination.ParquetDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads to where other downloads have been. */
class DownloadResumeTest {

  private static final String CHANGED =
      LocalDownload.PROJECT.replace("YQo=", "Ygo=").replace("sample-5", "sample-5b");

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
  void keepsFilesThatAreCompleteWhenNotToOverwrite() {
    Dataset<Row> files = download.load("files");
    Dataset<Row> first = download.of(files).execute();
    download.server.resetRequests();

    Dataset<Row> second = download.of(files).overwrite(false).execute();

    assertThat(lines(second)).isEqualTo(lines(first));
    assertThat(download.server.requests().count(BLOBS)).isZero();
    assertThat(lines(download.manifest().select("status").distinct())).containsExactly("kept");
  }

  @Test
  void keepsWhatWasKeptBefore() {
    Dataset<Row> files = download.load("files");
    download.of(files).execute();
    download.of(files).overwrite(false).execute();
    download.server.resetRequests();

    download.of(files).overwrite(false).execute();

    assertThat(download.server.requests().count(BLOBS)).isZero();
  }

  @Test
  void fetchesEverythingAgainByDefault() {
    Dataset<Row> files = download.load("files");
    download.of(files).execute();
    download.server.resetRequests();

    download.of(files).execute();

    assertThat(download.server.requests().count(BLOBS)).isEqualTo(5);
  }

  @Test
  void fetchesFilesThatAreGoneOrOfAnotherSize() throws IOException {
    Dataset<Row> files = download.load("files");
    download.of(files).execute();
    Files.delete(destination.resolve("seabird-4/data/big.bin"));
    Files.writeString(destination.resolve("seabird-4/data/sample.csv"), "a,b");
    download.server.resetRequests();

    download.of(files).overwrite(false).execute();

    assertThat(download.server.requests().count(BLOBS)).isEqualTo(2);
    assertThat(destination.resolve("seabird-4/data/sample.csv")).hasContent("a,b\n1,2\n");
  }

  @Test
  void fetchesAFileThatNoManifestNames() throws IOException {
    Files.createDirectories(destination.resolve("seabird-5/data"));
    Files.writeString(destination.resolve("seabird-5/data/sample.csv"), "x\n");

    download
        .of(download.load("files").where("experiment = 'seabird-5'"))
        .overwrite(false)
        .execute();

    assertThat(destination.resolve("seabird-5/data/sample.csv")).hasContent("a\n");
  }

  @Test
  void fetchesAFileWhosePlaceAnotherFileTookSince() {
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    download.of(files).execute();
    download.server.addProject(
        LocalDownload.PROJECT.replace("YQo=", "Ygo=").replace("sample-5", "sample-5b"));
    Dataset<Row> changed = download.load("files").where("experiment = 'seabird-5'");

    download.of(changed).overwrite(false).execute();
    assertThat(destination.resolve("seabird-5/data/sample.csv")).hasContent("b\n");

    download.server.resetRequests();
    download.of(changed).overwrite(false).execute();
    assertThat(download.server.requests().count(BLOBS)).isZero();
  }

  @Test
  void fetchesWhatFailedBefore() {
    Dataset<Row> files = download.load("files");
    download.server.addFaults("[{\"path\": \"sample-4$\", \"status\": 418, \"times\": -1}]");
    download.of(files).ignoreFailures(true).execute();
    download.server.resetFaults();
    download.server.resetRequests();

    download.of(files).overwrite(false).execute();

    assertThat(download.server.requests().count(BLOBS)).isEqualTo(1);
    assertThat(destination.resolve("seabird-4/data/sample.csv")).hasContent("a,b\n1,2\n");
  }

  @Test
  void keepsWhatADownloadPublishedThatWasKilledBeforeItsManifest() throws IOException {
    Dataset<Row> files = download.load("files");
    download.of(files).execute();
    forgetThatItFinished(onlyDownload());
    Files.delete(destination.resolve("seabird-4/data/big.bin"));
    download.server.resetRequests();

    download.of(files).overwrite(false).execute();

    assertThat(download.server.requests().count(BLOBS)).isEqualTo(1);
    assertThat(lines(download.manifest().groupBy("status").count().orderBy("status")))
        .containsExactly("downloaded 1", "kept 4");
  }

  @Test
  void fetchesWhatWasThereBeforeTheKilledDownload() throws IOException {
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    download.of(files).execute();
    Path published = destination.resolve("seabird-5/data/sample.csv");
    Files.writeString(published, "x\n");
    Files.setLastModifiedTime(published, FileTime.from(Instant.now().minusSeconds(60)));
    forgetThatItFinished(onlyDownload());

    download.of(files).overwrite(false).execute();

    assertThat(published).hasContent("a\n");
  }

  @Test
  void fetchesWhatAKilledDownloadReplacedByAnotherFileOfTheSameSize() throws IOException {
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    download.of(files).execute();
    String first = onlyDownload();
    download.server.addProject(
        LocalDownload.PROJECT.replace("YQo=", "Ygo=").replace("sample-5", "sample-5b"));
    download.of(download.load("files").where("experiment = 'seabird-5'")).execute();
    forgetThatItFinished(
        LocalDownload.directoriesOf(destination.resolve("_neptune")).stream()
            .filter(id -> !id.equals(first))
            .findAny()
            .orElseThrow());
    assertThat(destination.resolve("seabird-5/data/sample.csv")).hasContent("b\n");
    download.server.addProject(LocalDownload.PROJECT);

    download.of(files).overwrite(false).execute();

    assertThat(destination.resolve("seabird-5/data/sample.csv")).hasContent("a\n");
  }

  /** A driver's clock, by which ids are made, says nothing about the order of downloads. */
  @Test
  void decidesByTheDestinationsTimesNotByIds() throws IOException {
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    download.of(files).execute();
    // This driver's clock was a year ahead.
    Path early = destination.resolve("_neptune/29990101T000000000Z-00000001");
    Files.move(destination.resolve("_neptune").resolve(onlyDownload()), early);
    renameInRecords(early);
    download.server.addProject(CHANGED);
    Dataset<Row> changed = download.load("files").where("experiment = 'seabird-5'");
    download.of(changed).execute();
    download.server.resetRequests();

    download.of(changed).overwrite(false).execute();
    assertThat(download.server.requests().count(BLOBS)).isZero();
    assertThat(latestStatuses()).containsExactly("kept");

    download.server.addProject(LocalDownload.PROJECT);
    download.of(files).overwrite(false).execute();
    assertThat(destination.resolve("seabird-5/data/sample.csv")).hasContent("a\n");
    assertThat(latestStatuses()).containsExactly("downloaded");
  }

  /** The download that began first and ended last wrote over what the other one had published. */
  @Test
  void fetchesWhatDownloadsThatOverlappedLeftInDoubt() throws IOException {
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    download.of(files).execute();
    Path first = destination.resolve("_neptune").resolve(onlyDownload());
    download.server.addProject(CHANGED);
    Dataset<Row> changed = download.load("files").where("experiment = 'seabird-5'");
    download.of(changed).execute();
    Path published = destination.resolve("seabird-5/data/sample.csv");
    FileTime recorded = Files.getLastModifiedTime(published);
    Files.writeString(published, "a\n");
    Files.setLastModifiedTime(published, recorded);
    FileTime last = FileTime.from(Instant.now().plusMillis(5));
    Files.setLastModifiedTime(first.resolve("summary.json"), last);

    download.of(changed).overwrite(false).execute();

    assertThat(published).hasContent("b\n");
  }

  /** What was published within one second may have been published in either order. */
  @Test
  void provesNothingByTimesThatAreTooCoarse() {
    LocalSpark.session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.coarse.impl", CoarseFileSystem.class.getName());
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    for (int round = 0; round < 3; round++) {
      download.server.addProject(round % 2 == 0 ? CHANGED : LocalDownload.PROJECT);
      Dataset<Row> wanted = download.load("files").where("experiment = 'seabird-5'");

      download.of(wanted).to("coarse:" + destination).overwrite(false).execute();

      assertThat(destination.resolve("seabird-5/data/sample.csv"))
          .hasContent(round % 2 == 0 ? "b\n" : "a\n");
    }
    assertThat(files.count()).isEqualTo(1);
  }

  @Test
  void putsBackFilesAndRemovesWhatAKilledDownloadLeft() throws IOException {
    String id = "20240101T000000000Z-00000003";
    Path own = temporaryFiles(id, Instant.now().minus(61, ChronoUnit.MINUTES)).getParent();
    Path aside = Files.createDirectories(own.resolve("aside/0-1-0/x"));
    Files.writeString(aside.resolve("y.txt"), "old");
    Path uncommitted = own.resolveSibling("manifest/_temporary/0");
    Files.createDirectories(uncommitted);

    download.of(download.load("files")).execute();

    assertThat(destination.resolve("x/y.txt")).hasContent("old");
    assertThat(own).doesNotExist();
    assertThat(uncommitted.getParent()).doesNotExist();
  }

  /** Two projects may have experiments of one name, and give their files the same paths. */
  @Test
  void doesNotTakeTheFileOfOneProjectForThatOfAnother() {
    download.of(download.load("files").where("experiment = 'seabird-5'")).execute();
    download.server.addProject(
        LocalDownload.PROJECT.replace("project-x", "project-y").replace("YQo=", "Ygo="));

    Dataset<Row> other =
        download
            .load("files", "experiment", "team-alpha/project-y")
            .where("experiment = 'seabird-5'");
    download.of(other).overwrite(false).execute();

    assertThat(destination.resolve("seabird-5/data/sample.csv")).hasContent("b\n");
  }

  /** After a power failure, the last files that were written may be empty. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}"})
  void provesNothingByTheDamagedRecordOfAnEarlierDownload(String record) throws IOException {
    Dataset<Row> files = download.load("files").where("experiment = 'seabird-5'");
    download.of(files).execute();
    String id = onlyDownload();
    forgetThatItFinished(id);
    Path published = destination.resolve("seabird-5/data/sample.csv");
    Files.writeString(published, "b\n");
    Path summary = destination.resolve("_neptune").resolve(id).resolve("plan/_plan.json");
    Files.writeString(summary, record);
    Files.setLastModifiedTime(published, FileTime.from(Instant.now().minusSeconds(60)));

    download.of(files).overwrite(false).execute();

    assertThat(published).hasContent("a\n");
  }

  private List<String> latestStatuses() {
    return lines(
        LocalSpark.session()
            .read()
            .format("neptune")
            .option("destination", destination.toString())
            .load("downloads")
            .select("status")
            .distinct());
  }

  /** The rows of a manifest know the id of their download. */
  private void renameInRecords(Path download) {
    Path manifest = download.resolve("manifest");
    List<Row> rows =
        ParquetDirectory.read(LocalSpark.session(), DownloadManifest.SCHEMA, manifest.toString())
            .withColumn("download_id", functions.lit(download.getFileName().toString()))
            .collectAsList();
    LocalSpark.session()
        .createDataFrame(rows, DownloadManifest.SCHEMA)
        .write()
        .mode("overwrite")
        .parquet(manifest.toString());
  }

  private String onlyDownload() {
    List<String> ids = LocalDownload.directoriesOf(destination.resolve("_neptune"));
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  /** Leaves of a download what there is when its driver dies during the transfers. */
  private void forgetThatItFinished(String id) throws IOException {
    Path own = destination.resolve("_neptune").resolve(id);
    Files.delete(own.resolve("summary.json"));
    for (String file : LocalDownload.filesBelow(own.resolve("manifest"))) {
      Files.delete(own.resolve("manifest").resolve(file));
    }
    Files.delete(own.resolve("manifest"));
  }

  @Test
  void removesTemporaryFilesOfADownloadWhoseLeaseIsOverAnHourOld() throws IOException {
    Path abandoned =
        temporaryFiles("20240101T000000000Z-00000001", Instant.now().minus(61, ChronoUnit.MINUTES));
    Path running =
        temporaryFiles("20240101T000000000Z-00000002", Instant.now().minus(59, ChronoUnit.MINUTES));

    download.of(download.load("files")).execute();

    assertThat(abandoned).doesNotExist();
    assertThat(running).exists();
  }

  private Path temporaryFiles(String id, Instant renewed) throws IOException {
    Path temporary = Files.createDirectories(destination.resolve("_neptune/" + id + "/tmp"));
    Path lease = Files.writeString(temporary.resolve("lease"), id);
    Files.setLastModifiedTime(lease, FileTime.from(renewed));
    return Files.writeString(temporary.resolve("7-0"), "half");
  }
}
