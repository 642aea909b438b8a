package ai.neptune.spark.download;

import static ai.neptune.spark.download.LocalDownload.BLOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of a download in Spark, and that it can be ended there. */
@Timeout(120)
class DownloadProgressTest {

  @TempDir Path destination;

  private final SparkContext spark = LocalSpark.session().sparkContext();
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
  void saysInTheSparkUiWhatItDoes() throws Exception {
    Watcher watcher = new Watcher();
    Dataset<Row> files = download.load("files");
    download.server.addFaults("[{\"path\": \"sample-4$\", \"status\": 503, \"times\": 2}]");
    spark.addSparkListener(watcher);
    try {
      download.of(files).execute();
      await(() -> watcher.counts.containsKey("Neptune retries"));
    } finally {
      spark.removeSparkListener(watcher);
    }

    assertThat(watcher.descriptions)
        .contains("Neptune: planning the download to file:" + destination)
        .contains("Neptune: downloading 5 files to file:" + destination)
        .allMatch(description -> description.startsWith("Neptune: "));
    assertThat(watcher.counts)
        .containsEntry("Neptune files downloaded", "5")
        .containsEntry("Neptune bytes received", "3000018")
        .containsEntry("Neptune retries", "2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsItsTransfersWhenItsJobIsCancelled(boolean interruptsThreads) throws Exception {
    Dataset<Row> files = download.load("files");
    download.server.addFaults("[{\"path\": \"big-4$\", \"bytesPerSecond\": 1000}]");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Throwable> failure =
          thread.submit(
              () -> {
                spark.setJobGroup("to be cancelled", "a test", interruptsThreads);
                return catchThrowable(download.of(files)::execute);
              });
      // A request is counted at its end.
      await(() -> download.server.requests().count(BLOBS) == 4 && transferThreads() > 0);
      spark.cancelJobGroup("to be cancelled");

      // Left to itself, the transfer would take most of an hour.
      assertThat(failure.get(30, TimeUnit.SECONDS))
          .isInstanceOf(FileDownloadException.class)
          .hasMessageContaining("cancel");
      await(() -> transferThreads() == 0);
      assertThat(destination.resolve("seabird-4/data/big.bin")).doesNotExist();
      await(() -> temporaryFiles().isEmpty());
    } finally {
      thread.shutdownNow();
    }
  }

  private List<String> temporaryFiles() {
    return LocalDownload.filesBelow(destination).stream()
        .filter(file -> file.contains("/tmp/"))
        .toList();
  }

  private static long transferThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("neptune-transfer-"))
        .count();
  }

  private static void await(BooleanSupplier happened) throws InterruptedException {
    for (int round = 0; !happened.getAsBoolean(); round++) {
      assertThat(round).as("rounds of waiting").isLessThan(3_000);
      Thread.sleep(10);
    }
  }

  /** Remembers what jobs say of themselves, and what their stages counted. */
  private static final class Watcher extends SparkListener {

    final List<String> descriptions = new CopyOnWriteArrayList<>();
    final Map<String, String> counts = new ConcurrentHashMap<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      descriptions.add(String.valueOf(job.properties().getProperty("spark.job.description")));
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      stage
          .stageInfo()
          .accumulables()
          .values()
          .foreach(
              count -> {
                if (count.name().get().startsWith("Neptune ")) {
                  counts.put(count.name().get(), String.valueOf(count.value().get()));
                }
                return null;
              });
    }
  }
}
