package ai.neptune.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.RunningTasks;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How reads treat a server that is busy, and how fast they let go of it. */
@Timeout(120)
final class PoliteClientTest {

  private static final String PROJECT = "team-alpha/polite";
  private static final int RUNS = 30;

  /** Requests are dropped in a small part of a second, if there is a free core to do so. */
  private static final Duration MOST_TO_CANCEL = Duration.ofSeconds(3);

  private static final String CLIENT = "ai.neptune.client.http.";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private NeptuneServer server;

  @BeforeEach
  void startServer() {
    String runs =
        IntStream.range(0, RUNS)
            .mapToObj(
                i ->
                    """
                    {"run": "r-%d", "experiment": "e-%d", "series": {
                      "loss": {"type": "float_series", "generate": {"count": 200, "seed": %d}}}}
                    """
                        .formatted(i, i, i))
            .collect(Collectors.joining(","));
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            "{\"project\": \"%s\", \"runs\": [%s]}".formatted(PROJECT, runs));
  }

  @AfterEach
  void stopServer() {
    threads.shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void allTasksAndReadsTogetherKeepToTheLimitOfRequestsInFlight(int limit) throws Exception {
    server.addFaults("[{\"latencyMs\": 20, \"times\": -1}]");
    List<Future<Long>> reads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      reads.add(threads.submit(() -> load("maxConcurrentRequests", "" + limit).count()));
    }

    for (Future<Long> read : reads) {
      assertThat(read.get()).isEqualTo(RUNS * 200L);
    }
    assertThat(server.requests().maxInFlight()).isEqualTo(limit);
  }

  @Test
  void allTasksHonourAPauseThatOneWasTold() throws Exception {
    server.addFaults("[{\"path\": \"series/float\", \"status\": 429, \"retryAfter\": 3}]");
    Future<Long> read = threads.submit(() -> load("maxConcurrentRequests", "2").count());
    long notYetTold = System.nanoTime();
    while (server.requests().count("series/float", 429) == 0) {
      notYetTold = System.nanoTime();
      Thread.sleep(5);
    }
    // Requests that were under way when the pause began may still be answered.
    Thread.sleep(1_000);
    long atFirst = server.requests().count("series/float");
    // A count is of the pause only if the pause is not over yet after it was taken.
    long inThePause = atFirst;
    for (long count = atFirst;
        System.nanoTime() - notYetTold < TimeUnit.SECONDS.toNanos(3);
        count = server.requests().count("series/float")) {
      inThePause = count;
      Thread.sleep(20);
    }

    assertThat(inThePause)
        .as("requests in the middle of the pause")
        .isEqualTo(atFirst)
        .isLessThan(RUNS);
    assertThat(read.get()).isEqualTo(RUNS * 200L);
  }

  @ParameterizedTest
  @CsvSource({
    "false, series/float, '\"latencyMs\": 30000'",
    "true, series/float, '\"latencyMs\": 30000'",
    "false, series/float, '\"bytesPerSecond\": 100'",
    "false, series/float, '\"status\": 503'",
    "false, series/float, '\"status\": 429, \"retryAfter\": 30'",
    "false, definitions/query, '\"latencyMs\": 30000'",
    "true, definitions/query, '\"latencyMs\": 30000'",
    "false, definitions/query, '\"status\": 429, \"retryAfter\": 30'",
  })
  void cancellingAJobEndsItsRequestsWithinASecond(boolean interrupt, String path, String fault)
      throws Exception {
    cancel(interrupt, path, fault, () -> load("maxConcurrentRequests", "8"));
  }

  /** Which series exist is asked on the task's own thread, where runs have none in common. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancellingAJobEndsTheRequestsOfTheTasksOwnThread(boolean interrupt) throws Exception {
    String runs =
        IntStream.range(0, RUNS)
            .mapToObj(
                i ->
                    """
                    {"run": "r-%1$d", "series": {
                      "own/%1$d": {"type": "float_series", "points": [[0, 1]]}}}
                    """
                        .formatted(i))
            .collect(Collectors.joining(","));
    server.addProject("{\"project\": \"team-alpha/sparse\", \"runs\": [%s]}".formatted(runs));

    cancel(
        interrupt,
        "leaderboard/attributes/query",
        "\"status\": 503",
        () ->
            LocalSpark.session()
                .read()
                .format("neptune")
                .option("apiToken", server.apiToken())
                .option("project", "team-alpha/sparse")
                .option("container", "run")
                .load("metrics"));
  }

  private void cancel(boolean interrupt, String path, String fault, Supplier<Dataset<Row>> points)
      throws Exception {
    server.addFaults("[{\"path\": \"%s\", \"times\": -1, %s}]".formatted(path, fault));
    String group = "polite-" + fault.hashCode() + interrupt + path;
    Future<Long> read =
        threads.submit(
            () -> {
              LocalSpark.session().sparkContext().setJobGroup(group, "to be cancelled", interrupt);
              return points.get().count();
            });
    awaitRequests(path, fault);

    LocalSpark.session().sparkContext().cancelJobGroup(group);
    long cancelled = System.nanoTime();
    assertThatThrownBy(read::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("cancel");
    RunningTasks.awaitEnd();
    awaitEndOfRequests();

    assertThat(Duration.ofNanos(System.nanoTime() - cancelled))
        .as("until there is neither request nor task; they would go on for 30 seconds and more")
        .isLessThan(MOST_TO_CANCEL);
    // The server may be late to see what was sent before the end.
    Thread.sleep(100);
    server.resetRequests();
    TimeUnit.SECONDS.sleep(1);
    assertThat(server.requests().requests()).as("requests after the end").isEmpty();
  }

  @Test
  void aLimitReachedWhileReadingEndsTheRequests() throws Exception {
    assertThat(load("maxConcurrentRequests", "8").limit(3).collectAsList()).hasSize(3);

    awaitEndOfRequests();
  }

  private void awaitRequests(String path, String fault) throws InterruptedException {
    if (fault.contains("status")) {
      while (server.requests().count(path) == 0) {
        Thread.sleep(5);
      }
    } else {
      // Not answered yet, and so not in the log; but those before are.
      while (server.requests().count("entries/search") == 0
          || server.requests().maxInFlight() == 0) {
        Thread.sleep(5);
      }
    }
    Thread.sleep(300);
  }

  /** Waits until no thread is in the client any more, be it one of ours or of Spark's tasks. */
  private static void awaitEndOfRequests() throws InterruptedException {
    while (Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().startsWith(CLIENT))) {
      Thread.sleep(20);
    }
  }

  private Dataset<Row> load(String option, String value) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", PROJECT)
        .option("targetPointsPerPartition", "300")
        .option(option, value)
        .load("metrics");
  }
}
