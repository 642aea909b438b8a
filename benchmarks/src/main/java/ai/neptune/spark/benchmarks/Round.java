package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One workload at one scale: all contenders in turn, as often as is wanted. */
final class Round implements AutoCloseable {

  /** What the connector may have in flight: as many tasks as there are cores, each with eight. */
  private static final int MOST_TRANSFERS = 8 * Runtime.getRuntime().availableProcessors();

  private final Setup setup;
  private final Workload workload;
  private final double scale;
  private final Seed seed;
  private final Consumer<Turn> results;
  private final List<Contender> contenders = new ArrayList<>();
  private final WorkerContender connector;

  /** Starts the connector's process; its first turn shows how many requests it has in flight. */
  Round(Setup setup, Workload workload, double scale, Consumer<Turn> results) throws IOException {
    this.setup = setup;
    this.workload = workload;
    this.scale = scale;
    this.seed = Seed.of(workload, scale);
    this.results = results;
    setup.server().put(seed);
    this.connector = WorkerContender.connector(setup);
    contenders.add(connector);
  }

  /**
   * Runs repetitions, the first of which is repetition 0.
   *
   * @param warmUpSeconds how long Java's contenders are warmed up after it
   * @param warm how many there are then
   * @param reference how many of them the Python client takes part in, the first included
   */
  void run(int warmUpSeconds, int warm, int reference) throws IOException {
    take(connector, 0);
    TestServer.Counts counts = setup.server().counts();
    admit(counts);
    for (Contender contender : contenders.subList(1, contenders.size())) {
      takeIfWanted(contender, 0, reference);
    }
    warmUp(warmUpSeconds);
    for (int repetition = 1; repetition <= warm; repetition++) {
      for (Contender contender : contenders) {
        takeIfWanted(contender, repetition, reference);
      }
    }
  }

  /** The connector alone, for the time that more work takes. */
  void runConnector(int warmUpSeconds, int warm) throws IOException {
    take(connector, 0);
    warmUp(warmUpSeconds);
    for (int repetition = 1; repetition <= warm; repetition++) {
      take(connector, repetition);
    }
  }

  /** The connector once more, for the memory that it needs. */
  void runForMemory() throws IOException {
    setup.server().resetCounts();
    record(Contender.CONNECTOR, 0, true, connector.workForMemory(seed));
  }

  /** The connector once more, for where its time goes. */
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
    setup.server().put(seed.emptied());
  }

  private void admit(TestServer.Counts counts) throws IOException {
    for (String name : workload.contenders()) {
      switch (name) {
        case Contender.DRAIN ->
            contenders.add(DrainContender.of(setup, connector, seed, counts.maxInFlight()));
        case Contender.CURL -> contenders.add(new CurlContender(setup, MOST_TRANSFERS));
        case Contender.NEPTUNE_QUERY -> {
          if (setup.python() != null) {
            contenders.add(WorkerContender.neptuneQuery(setup));
          }
        }
        default -> {}
      }
    }
  }

  /** Has those that Java compiles while they run do the work in turns, until it has had time to. */
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

  private void takeIfWanted(Contender contender, int repetition, int reference) throws IOException {
    if (repetition < reference || !contender.name().equals(Contender.NEPTUNE_QUERY)) {
      take(contender, repetition);
    }
  }

  private void take(Contender contender, int repetition) throws IOException {
    setup.server().resetCounts();
    record(contender.name(), repetition, false, contender.work(seed));
  }

  private void record(String contender, int repetition, boolean live, JsonNode response)
      throws IOException {
    TestServer.Counts counts = setup.server().counts();
    results.accept(
        new Turn(
            workload,
            scale,
            contender,
            repetition,
            live,
            response.get("seconds").asDouble(),
            response.path("peakHeap").asLong(),
            response.path("idleHeap").asLong(),
            counts.requests(),
            counts.bytesSent()));
  }
}
