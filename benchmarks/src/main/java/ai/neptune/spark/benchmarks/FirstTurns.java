package ai.neptune.spark.benchmarks;

import java.io.IOException;

/** A workload whose every repetition has a new JVM, as a batch job has. */
final class FirstTurns {

  private final Stage stage;

  FirstTurns(Stage stage) {
    this.stage = stage;
  }

  /**
   * Runs all contenders in turns.
   *
   * @param repetitions how many JVMs each contender gets
   */
  void run(int repetitions) throws IOException {
    if (stage.workload().contenders().contains(Contender.SPARK_PARQUET)) {
      try (WorkerContender writer = start(Contender.CONNECTOR)) {
        writer.writeParquet(stage.seed());
      }
    }
    for (int repetition = 0; repetition < repetitions; repetition++) {
      for (String name : stage.workload().contenders()) {
        try (WorkerContender contender = start(name)) {
          stage.take(contender, repetition);
        }
      }
    }
  }

  /** Profiles the connector's first turn in another JVM. */
  Profile runForProfile() throws IOException {
    try (WorkerContender connector = start(Contender.CONNECTOR)) {
      return connector.profile(stage.seed());
    }
  }

  private WorkerContender start(String name) throws IOException {
    return new WorkerContender(name, stage.setup(), stage.setup().startJava(ConnectorWorker.class));
  }
}
