package ai.neptune.spark.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.it.LocalSpark;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Downloads to HDFS by a Spark cluster with executors in processes of their own. */
@Tag("servers")
@Timeout(180)
class ClusterDownloadTest {

  private static final int FILES = 24;
  private static final int BYTES = 200_000;

  private static StandaloneCluster cluster;

  private final Storage storage = HdfsStorage.shared();
  private String name;
  private String destination;
  private Tree tree;

  @BeforeAll
  static void startACluster() {
    cluster = StandaloneCluster.start();
  }

  @AfterAll
  static void stopTheCluster() {
    cluster.close();
  }

  @BeforeEach
  void chooseADestination(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    destination = storage.root() + name;
    tree = Tree.at(storage, destination);
    SparkSession spark = LocalSpark.session();
    storage.settings().forEach((key, value) -> spark.conf().set(key, value));
  }

  @AfterEach
  void forgetTheSettings() {
    storage.settings().keySet().forEach(LocalSpark.session().conf()::unset);
  }

  @Test
  void losesNothingWithAnExecutorThatIsKilled() throws Exception {
    try (StoredFiles files = files()) {
      // Slowly enough for both executors to have files left, also when one begins late.
      files.slowDown(BYTES / 4);
      try (JavaProcess driver = driver(files).start(name)) {
        Matcher executor = driver.await("^executor \\d+ (\\d+)$");
        driver.await("^downloading");
        StoredFiles.await("half of the files", () -> files.requests() >= FILES / 2);
        StandaloneCluster.kill(Long.parseLong(executor.group(1)));
        files.server.resetFaults();
        driver.await("^downloaded " + FILES + "$");
      }

      assertThat(tree.contents()).isEqualTo(files.tree());
      assertThat(DownloadContract.statuses(destination))
          .containsExactly(Map.entry("downloaded", (long) FILES));
      assertThat(tree.exists("_neptune/" + tree.downloads().get(0) + "/tmp")).isFalse();
      // What the executor had in flight is fetched again, what it had published is not.
      assertThat(files.requests())
          .isGreaterThan(FILES)
          .isLessThanOrEqualTo(FILES + DownloadContract.CONCURRENCY);
    }
  }

  @Test
  void takesTheFasterOfTwoAttemptsAtOneTask() {
    try (StoredFiles files = files()) {
      files.server.addFaults("[{\"path\": \"/blob-07$\", \"bytesPerSecond\": 1000, \"times\": 1}]");
      Driver driver =
          driver(files)
              .setting("spark.speculation", "true")
              .setting("spark.speculation.interval", "100ms")
              // By then, the slow attempt waits for one file, and no other task runs.
              .setting("spark.speculation.minTaskRuntime", "10s")
              .setting("spark.speculation.quantile", "0.5")
              .setting("spark.speculation.multiplier", "1.1");
      try (JavaProcess running = driver.start(name)) {
        running.await("^downloaded " + FILES + "$");
      }

      assertThat(files.requests(7)).isEqualTo(2);
      // What the slow attempt still had in flight is fetched again, what it had published is not.
      assertThat(files.requests())
          .isGreaterThan(FILES)
          .isLessThanOrEqualTo(FILES + DownloadContract.CONCURRENCY);
      assertThat(tree.contents()).isEqualTo(files.tree());
      assertThat(DownloadContract.statuses(destination))
          .containsExactly(Map.entry("downloaded", (long) FILES));
      assertThat(tree.exists("_neptune/" + tree.downloads().get(0) + "/tmp")).isFalse();
    }
  }

  private Driver driver(StoredFiles files) {
    return DownloadContract.driver(storage, files, destination).on(cluster);
  }

  private static StoredFiles files() {
    int[] sizes = new int[FILES];
    Arrays.fill(sizes, BYTES);
    return StoredFiles.ofSizes(sizes);
  }
}
