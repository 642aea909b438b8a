package ai.neptune.spark.it.soak;

import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/**
 * Reads and downloads in a loop under random faults, and compares every result with the one from
 * before the faults. From time to time the server stays down or a job is cancelled. Fails if a
 * result differs, or if heap, threads or open files grow.
 */
public final class Soak {

  private static final int ROUNDS_PER_SAMPLE = 10;
  private static final int ROUNDS_PER_CANCELLATION = 13;
  private static final int ROUNDS_PER_OUTAGE = 17;

  /** In the stack of each thread that runs a task. */
  private static final String TASK = "org.apache.spark.executor.Executor$TaskRunner";

  private final ServerProcess server;
  private final SparkSession spark;
  private final Random random;
  private final RandomFaults faults;
  private final Resources resources = new Resources();
  private final Map<Work, List<String>> expected = new HashMap<>();
  private final ExecutorService jobs = Executors.newSingleThreadExecutor();
  private long compared;
  private long rounds;
  private long cancelled;
  private long exhausted;
  private Duration longest = Duration.ZERO;
  private String longestWork = "";

  private Soak(ServerProcess server, SparkSession spark, long seed) {
    this.server = server;
    this.spark = spark;
    this.random = new Random(seed);
    this.faults = new RandomFaults(random);
  }

  /** Arguments: the test server's jar, and the duration in seconds. */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    long seed = System.nanoTime();
    Path project = SoakProject.write();
    try (ServerProcess server = ServerProcess.start(Path.of(arguments[0]), project);
        SparkSession spark =
            SparkSession.builder()
                .master("local[4, 3]")
                .appName("neptune-soak")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.ui.retainedJobs", "20")
                .config("spark.ui.retainedStages", "20")
                .config("spark.ui.retainedTasks", "100")
                .config("spark.sql.ui.retainedExecutions", "20")
                .getOrCreate()) {
      System.out.printf("Soaking for %d s, seed %d%n", time.toSeconds(), seed);
      Soak soak = new Soak(server, spark, seed);
      try {
        soak.run(time);
      } finally {
        soak.jobs.shutdownNow();
      }
    } finally {
      Files.delete(project);
    }
  }

  private void run(Duration time) throws Exception {
    for (Work work : Work.ALL) {
      expected.put(work, work.result(spark, connection("60s")));
      System.out.printf("%s: %d rows and files%n", work, expected.get(work).size());
    }
    resources.watch();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end || !resources.areEnough()) {
      round(Work.ALL.get(random.nextInt(Work.ALL.size())));
      if (++rounds % ROUNDS_PER_SAMPLE == 0) {
        System.out.printf("%d rounds, %s%n", rounds, resources.sample());
      }
    }
    report();
  }

  private void round(Work work) throws Exception {
    if (rounds % ROUNDS_PER_CANCELLATION == 1) {
      cancel(work);
    } else if (rounds % ROUNDS_PER_OUTAGE == 1) {
      readWithoutServer(work);
    } else {
      server.addFaults(faults.next());
      long start = System.nanoTime();
      compare(work, work.result(spark, connection("10m")));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(longest) > 0) {
        longest = took;
        longestWork = work.toString();
      }
    }
    server.resetFaults();
  }

  private void compare(Work work, List<String> result) {
    compared += result.size();
    if (!result.equals(expected.get(work))) {
      throw new IllegalStateException(
          "%s returned %d rows and files that differ from the %d expected ones"
              .formatted(work, result.size(), expected.get(work).size()));
    }
  }

  private void cancel(Work work) throws Exception {
    server.addFaults("[{\"latencyMs\": 100, \"times\": 500}]");
    Future<List<String>> result =
        jobs.submit(
            () -> {
              spark.sparkContext().setJobGroup("soak", "to be cancelled", random.nextBoolean());
              return work.result(spark, connection("60s"));
            });
    Thread.sleep(random.nextInt(1_500));
    spark.sparkContext().cancelJobGroup("soak");
    cancelled++;
    try {
      // A job that had not started, or had already finished, is not cancelled and must be right.
      compare(work, result.get());
    } catch (ExecutionException e) {
      if (!String.valueOf(e.getMessage()).contains("cancel")) {
        throw e;
      }
    }
    awaitEndOfTasks();
  }

  /** Tasks outlive their job for a moment; the next sample is not to count what they hold. */
  private static void awaitEndOfTasks() throws InterruptedException {
    while (Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(TASK))) {
      Thread.sleep(20);
    }
  }

  private void readWithoutServer(Work work) throws IOException {
    server.addFaults(
        "[{\"path\": \"entries/search|definitions\", \"status\": 503, \"times\": -1}]");
    exhausted++;
    try {
      work.result(spark, connection("200ms"));
    } catch (Exception e) {
      Throwable cause = e;
      while (cause != null && !(cause instanceof RetriesExhaustedException)) {
        cause = cause.getCause();
      }
      if (cause != null) {
        return;
      }
      throw new IllegalStateException(
          work + " failed with an unexpected error while the server was down", e);
    }
    throw new IllegalStateException(work + " succeeded although the server was down");
  }

  private Map<String, String> connection(String patience) {
    return Map.of(
        "apiToken", server.apiToken(), "retrySoftTimeout", patience, "requestTimeout", "20s");
  }

  private void report() {
    List<String> growth = resources.growth();
    System.out.printf(
        "%d rounds, %d faults, %d cancelled jobs, %d server outages; %d rows and files compared,"
            + " all correct.%nLongest round: %d ms (%s). Peak heap: %d MiB; peak threads: %d.%n",
        rounds,
        faults.injected(),
        cancelled,
        exhausted,
        compared,
        longest.toMillis(),
        longestWork,
        resources.peakHeapMib(),
        resources.peakThreads());
    if (!growth.isEmpty()) {
      throw new IllegalStateException(String.join("; ", growth));
    }
    System.out.println("Nothing grew.");
  }
}
