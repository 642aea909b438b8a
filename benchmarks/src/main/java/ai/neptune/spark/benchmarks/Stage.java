package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Consumer;

/** The data of one workload at one scale, and a record of the turns of those that work on it. */
final class Stage implements AutoCloseable {

  private final Setup setup;
  private final Seed seed;
  private final double scale;
  private final boolean network;
  private final Consumer<Turn> results;

  /**
   * Writes the data.
   *
   * @param network whether a network is between the server and the contenders
   */
  Stage(Setup setup, Workload workload, double scale, boolean network, Consumer<Turn> results)
      throws IOException {
    this.setup = setup;
    this.seed = Seed.of(workload, scale);
    this.scale = scale;
    this.network = network || workload.section() == Section.NETWORK;
    this.results = results;
    if (workload.isOfArchive()) {
      FileTree.delete(setup.archive());
      ArchiveWriter.write(seed, setup.archive());
    } else {
      setup.server().put(seed);
      setup.server().setNetwork(this.network);
    }
  }

  Setup setup() {
    return setup;
  }

  Seed seed() {
    return seed;
  }

  Workload workload() {
    return seed.workload();
  }

  /** Lets a contender do the work once and measures its time. */
  void take(Contender contender, int repetition) throws IOException {
    setup.server().resetCounts();
    record(contender.name(), repetition, false, contender.work(seed));
  }

  /** Lets the connector do the work once more and measures its memory. */
  void takeForMemory(WorkerContender connector) throws IOException {
    setup.server().resetCounts();
    record(connector.name(), 0, true, connector.workForMemory(seed));
  }

  @Override
  public void close() throws IOException {
    setup.server().setNetwork(false);
    setup.freshDestination();
    FileTree.delete(setup.archive());
    setup.server().put(seed.emptied());
  }

  private void record(String contender, int repetition, boolean forMemory, JsonNode response)
      throws IOException {
    TestServer.Counts counts = setup.server().counts();
    results.accept(
        new Turn(
            workload(),
            scale,
            network,
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
