package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts those with whom the connector is compared, once the connector has done the work. */
final class Lineup {

  /** The fewest concurrent transfers of curl: eight for each core. */
  private static final int MIN_TRANSFERS = 8 * Runtime.getRuntime().availableProcessors();

  private final Stage stage;
  private final WorkerContender connector;
  private final TestServer.Counts counts;
  private final List<Contender> contenders = new ArrayList<>();

  /**
   * Creates a lineup.
   *
   * @param counts the server's counts after the connector's first turn
   */
  private Lineup(Stage stage, WorkerContender connector, TestServer.Counts counts) {
    this.stage = stage;
    this.connector = connector;
    this.counts = counts;
  }

  /** Starts all contenders of the workload but the connector, in the order of the tables. */
  static List<Contender> start(Stage stage, WorkerContender connector) throws IOException {
    Lineup lineup = new Lineup(stage, connector, stage.setup().server().counts());
    for (String name : stage.workload().contenders()) {
      if (stage.setup().python() != null || !Contender.PYTHON.contains(name)) {
        lineup.add(name);
      }
    }
    return lineup.contenders;
  }

  private void add(String name) throws IOException {
    Setup setup = stage.setup();
    switch (name) {
      case Contender.CONNECTOR -> {}
      case Contender.FIXED -> addFixed(setup.startJava(ConnectorWorker.class));
      case Contender.DRAIN ->
          contenders.add(DrainContender.of(setup, connector, stage.seed(), counts.maxInFlight()));
      case Contender.CURL ->
          contenders.add(
              new CurlContender(setup, Math.max(MIN_TRANSFERS, counts.maxTransfersInFlight())));
      case Contender.NEPTUNE_QUERY, Contender.PYTHON_EXPORT ->
          contenders.add(
              new WorkerContender(name, setup, setup.startPython("neptune_query_worker.py")));
      case Contender.PANDAS ->
          contenders.add(new WorkerContender(name, setup, setup.startPython("pandas_worker.py")));
      default ->
          contenders.add(new WorkerContender(name, setup, setup.startJava(ConnectorWorker.class)));
    }
  }

  /** One process: these contenders run one after the other anyway. */
  private void addFixed(Worker worker) {
    for (int concurrency : Contender.FIXED_CONCURRENCY) {
      contenders.add(
          new WorkerContender(Contender.fixed(concurrency), stage.setup(), worker, concurrency));
    }
  }
}
