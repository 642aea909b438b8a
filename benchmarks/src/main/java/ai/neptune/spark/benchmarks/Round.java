package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One workload at one scale: runs all contenders in turns, for a number of repetitions. */
final class Round implements AutoCloseable {

  /** The connector's limit of concurrent transfers: eight per task, one task per core. */
  private static final int MAX_TRANSFERS = 8 * Runtime.getRuntime().availableProcessors();

  private final Setup setup;
  private final Workload workload;
  private final double scale;
  private final Seed seed;
  private final Consumer<Turn> results;
  private final List<Contender> contenders = new ArrayList<>();
  private final WorkerContender connector;

  /** Starts the connector's process; its first turn shows its number of requests in flight. */
  Round(Setup setup, Workload workload, double scale, Consumer<Turn> results) throws IOException {
    this.setup = setup;
    this.workload = workload;
    this.scale = scale;
    this.seed = Seed.of(workload, scale);
    this.results = results;
    if (workload.isOfArchive()) {
      FileTree.delete(setup.archive());
      ArchiveWriter.write(seed, setup.archive());
    } else {
      setup.server().put(seed);
    }
    this.connector = WorkerContender.connector(setup);
    contenders.add(connector);
  }

  /**
   * Runs all repetitions. The first is repetition 0.
   *
   * @param warmUpSeconds the length of the warm-up of Java's contenders after the first repetition
   * @param warm the number of repetitions after the warm-up
   * @param reference the number of repetitions with the Python client, including the first
   */
  void run(int warmUpSeconds, int warm, int reference) throws IOException {
    take(connector, 0);
    TestServer.Counts counts = setup.server().counts();
    addContenders(counts);
    for (Contender contender : contenders.subList(1, contenders.size())) {
      takeIfDue(contender, 0, reference);
    }
    warmUp(warmUpSeconds);
    for (int repetition = 1; repetition <= warm; repetition++) {
      for (Contender contender : contenders) {
        takeIfDue(contender, repetition, reference);
      }
    }
  }

  /** Runs only the connector, to measure how its time grows with the work. */
  void runConnector(int warmUpSeconds, int warm) throws IOException {
    take(connector, 0);
    warmUp(warmUpSeconds);
    for (int repetition = 1; repetition <= warm; repetition++) {
      take(connector, repetition);
    }
  }

  /** Runs the connector once more, to measure its memory. */
  void runForMemory() throws IOException {
    setup.server().resetCounts();
    record(Contender.CONNECTOR, 0, true, connector.workForMemory(seed));
  }

  /** Runs the connector once more, to profile where its time goes. */
  Profile runForProfile() throws IOException {
    Path recording = setup.folder().resolve(workload.label() + ".jfr");
    connector.workForProfile(seed, recording);
    return Profile.read(recording);
  }

  @Override
  public void close() throws IOException {
    for (Contender contender : contenders) {
      contender.close();
    }
    setup.freshDestination();
    FileTree.delete(setup.archive());
    setup.server().put(seed.emptied());
  }

  private void addContenders(TestServer.Counts counts) throws IOException {
    for (String name : workload.contenders()) {
      switch (name) {
        case Contender.DRAIN ->
            contenders.add(DrainContender.of(setup, connector, seed, counts.maxInFlight()));
        case Contender.READING -> contenders.add(WorkerContender.reading(setup));
        case Contender.PYTHON_EXPORT -> {
          if (setup.python() != null) {
            contenders.add(WorkerContender.pythonExport(setup));
          }
        }
        case Contender.SPARK_PARQUET -> contenders.add(WorkerContender.sparkParquet(setup));
        case Contender.CURL -> contenders.add(new CurlContender(setup, MAX_TRANSFERS));
        case Contender.NEPTUNE_QUERY, Contender.PANDAS -> {
          if (setup.python() != null) {
            contenders.add(
                name.equals(Contender.PANDAS)
                    ? WorkerContender.pandas(setup)
                    : WorkerContender.neptuneQuery(setup));
          }
        }
        default -> {}
      }
    }
  }

  /** Runs Java's contenders in turns, so that Java compiles their code before it is measured. */
  private void warmUp(int seconds) throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * 1_000_000_000L) {
      for (Contender contender : contenders) {
        if (contender.warmsUp()) {
          contender.work(seed);
        }
      }
    }
  }

  private void takeIfDue(Contender contender, int repetition, int reference) throws IOException {
    if (repetition < reference || !contender.isSlow()) {
      take(contender, repetition);
    }
  }

  private void take(Contender contender, int repetition) throws IOException {
    setup.server().resetCounts();
    record(contender.name(), repetition, false, contender.work(seed));
  }

  private void record(String contender, int repetition, boolean forMemory, JsonNode response)
      throws IOException {
    TestServer.Counts counts = setup.server().counts();
    results.accept(
        new Turn(
            workload,
            scale,
            contender,
            repetition,
            forMemory,
            response.get("seconds").asDouble(),
            response.path("peakHeap").asLong(),
            response.path("idleHeap").asLong(),
            counts.requests(),
            counts.bytesSent()));
  }
}
