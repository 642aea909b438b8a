package ai.neptune.spark.it.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.Neptune;
import ai.neptune.spark.download.FileDownload;
import ai.neptune.spark.it.LocalSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What downloads promise, on every file system. */
@Tag("servers")
@Timeout(180)
abstract class DownloadContract {

  static final int CONCURRENCY = 2;

  private static final int MIB = 1 << 20;
  private static final int[] EIGHT = {
    0, 1, 200_000, 3 * MIB, S3Storage.PART_BYTES, 5, 6, 2 * S3Storage.PART_BYTES + MIB
  };

  private Storage storage;
  private String destination;
  private Tree tree;

  abstract Storage storage();

  @BeforeEach
  void chooseADestination(TestInfo test) {
    storage = storage();
    destination = storage.root() + test.getTestMethod().orElseThrow().getName();
    tree = Tree.at(storage, destination);
    SparkSession spark = LocalSpark.session();
    storage.settings().forEach((name, value) -> spark.conf().set(name, value));
  }

  @AfterEach
  void forgetTheSettings() {
    storage.settings().keySet().forEach(LocalSpark.session().conf()::unset);
  }

  @Test
  void bringsEveryFileWholeAndLeavesNothingElse() {
    try (StoredFiles files = StoredFiles.ofSizes(EIGHT)) {
      Dataset<Row> paths = download(files).execute();

      assertThat(paths.where("path IS NOT NULL").count()).isEqualTo(EIGHT.length);
      assertThat(tree.contents()).isEqualTo(files.tree());
      assertNothingUnfinished();
      assertThat(statuses()).containsExactly(Map.entry("downloaded", 8L));
    }
  }

  @Test
  void replacesWhatIsThereAndLeavesForeignFilesAlone() {
    Map<String, String> expected = new TreeMap<>();
    for (String foreign :
        List.of("notes.txt", "gull/notes.txt", "gull/f/00.txt", "heron/f/00.bin")) {
      tree.write(foreign, foreign.getBytes(UTF_8));
      expected.put(foreign, Tree.digest(foreign.getBytes(UTF_8)));
    }
    tree.write(StoredFiles.path(3), new byte[4 * MIB]);
    try (StoredFiles files = StoredFiles.ofSizes(EIGHT)) {
      download(files).execute();

      expected.putAll(files.tree());
      assertThat(tree.contents()).isEqualTo(expected);
    }
  }

  @Test
  void fetchesOnlyWhatIsNotComplete() {
    try (StoredFiles files = StoredFiles.ofSizes(EIGHT)) {
      download(files).execute();
      tree.write(StoredFiles.path(3), new byte[MIB]);
      files.server.resetRequests();

      download(files).overwrite(false).execute();

      assertThat(files.requests()).isEqualTo(1);
      assertThat(tree.contents()).isEqualTo(files.tree());
      assertThat(statuses()).containsOnly(Map.entry("downloaded", 1L), Map.entry("kept", 7L));
    }
  }

  /** The first byte of what is there must outlive the download that was to replace it. */
  @Test
  void leavesNothingOfATransferThatIsCancelled() throws Exception {
    byte[] earlier = "what was there".getBytes(UTF_8);
    tree.write(StoredFiles.path(0), earlier);
    SparkSession spark = LocalSpark.session();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (StoredFiles files = StoredFiles.ofSizes(4 * S3Storage.PART_BYTES)) {
      // Most of the transfer is still to come when its first part is seen.
      files.slowDown(S3Storage.PART_BYTES / 2);
      Future<Throwable> failure = thread.submit(() -> catchThrowable(download(files)::execute));
      StoredFiles.await("the first part", this::isTransferring);
      spark.sparkContext().cancelAllJobs();

      assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(FileDownloadException.class);
      StoredFiles.await("the last trace", () -> !storage.unfinished(tree).iterator().hasNext());
      assertThat(tree.contents())
          .containsOnly(Map.entry(StoredFiles.path(0), Tree.digest(earlier)));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void goesOnWhereAKilledDriverStopped() throws Exception {
    int[] sizes = {
      MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB
    };
    try (StoredFiles files = StoredFiles.ofSizes(sizes)) {
      files.slowDown(MIB / 2);
      try (JavaProcess driver = driver(files).start(name() + "-killed")) {
        driver.await("^downloading");
        StoredFiles.await("some files", () -> files.requests() >= 9);
      }
      Map<String, String> published = tree.contents();
      // Some stores know whole seconds: what was published in the second in which the next download
      // begins is in doubt.
      TimeUnit.SECONDS.sleep(1);
      assertThat(files.tree()).containsAllEntriesOf(published);
      assertThat(published).hasSizeBetween(4, sizes.length - 1);
      files.server.resetFaults();
      files.server.resetRequests();

      download(files).overwrite(false).execute();

      assertThat(tree.contents()).isEqualTo(files.tree());
      for (int file = 0; file < sizes.length; file++) {
        boolean isThere = published.containsKey(StoredFiles.path(file));
        assertThat(files.requests(file)).as(StoredFiles.path(file)).isEqualTo(isThere ? 0 : 1);
      }
      assertThat(statuses())
          .containsOnly(
              Map.entry("kept", (long) published.size()),
              Map.entry("downloaded", (long) sizes.length - published.size()));
    }
  }

  @Test
  void endsWithOneTreeWhenTwoDriversDownloadAtOnce() {
    try (StoredFiles files = StoredFiles.ofSizes(EIGHT)) {
      files.slowDown(5 * MIB);
      try (JavaProcess one = driver(files).start(name() + "-one");
          JavaProcess other = driver(files).start(name() + "-other")) {
        one.await("^downloaded 8$");
        other.await("^downloaded 8$");
        assertThat(one.awaitExit()).isZero();
        assertThat(other.awaitExit()).isZero();
      }

      assertThat(files.requests()).isEqualTo(16);
      assertThat(tree.contents()).isEqualTo(files.tree());
      assertThat(tree.downloads()).hasSize(2);
      assertNothingUnfinished();
    }
  }

  @Test
  void removesTheTemporaryFilesOfACrashedDownloadAndOfNoOther() {
    assumeThat(storage.renames()).isTrue();
    long now = System.currentTimeMillis();
    leaseOf("20250101T000000000Z-00000001", now - TimeUnit.MINUTES.toMillis(62));
    leaseOf("20250101T000000000Z-00000002", now - TimeUnit.MINUTES.toMillis(58));
    try (StoredFiles files = StoredFiles.ofSizes(3)) {
      download(files).execute();
    }

    assertThat(tree.temporaryFiles())
        .containsExactly("_neptune/20250101T000000000Z-00000002/tmp/7-0-0");
  }

  /** Whether a file is being written; a download writes its own records under other names. */
  private boolean isTransferring() {
    for (String file : storage.unfinished(tree)) {
      if (!storage.renames() || file.matches(".*/tmp/\\d[^/]*")) {
        return true;
      }
    }
    return false;
  }

  private void leaseOf(String id, long renewed) {
    String temporary = "_neptune/" + id + "/tmp/";
    tree.write(temporary + "7-0-0", new byte[3]);
    tree.write(temporary + "lease", new byte[3]);
    tree.setModified(temporary + "lease", renewed);
  }

  private String name() {
    return getClass().getSimpleName() + "-" + destination.substring(storage.root().length());
  }

  private Driver driver(StoredFiles files) {
    return driver(storage, files, destination);
  }

  static Driver driver(Storage storage, StoredFiles files, String destination) {
    String concurrency = Integer.toString(CONCURRENCY);
    return new Driver(
        storage, DownloadProgram.class, files.server.apiToken(), destination, concurrency);
  }

  private FileDownload download(StoredFiles files) {
    Dataset<Row> references =
        LocalSpark.session()
            .read()
            .format("neptune")
            .option("apiToken", files.server.apiToken())
            .option("project", StoredFiles.PROJECT)
            .load("files");
    return Neptune.downloadFiles(references)
        .to(destination)
        .concurrency(CONCURRENCY)
        .option("apiToken", files.server.apiToken());
  }

  private void assertNothingUnfinished() {
    assertThat(storage.unfinished(tree)).isEmpty();
    assertThat(tree.temporaryFiles()).isEmpty();
    for (String id : tree.downloads()) {
      assertThat(tree.exists("_neptune/" + id + "/tmp")).isFalse();
      assertThat(tree.exists("_neptune/" + id + "/summary.json")).isTrue();
    }
  }

  private Map<String, Long> statuses() {
    return statuses(destination);
  }

  /** How many files of the latest download ended in which way. */
  static Map<String, Long> statuses(String destination) {
    Map<String, Long> statuses = new HashMap<>();
    LocalSpark.session()
        .read()
        .format("neptune")
        .option("destination", destination)
        .load("downloads")
        .groupBy("status")
        .count()
        .collectAsList()
        .forEach(row -> statuses.put(row.getString(0), row.getLong(1)));
    return statuses;
  }
}
