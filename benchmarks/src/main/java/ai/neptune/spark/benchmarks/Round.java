package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One workload at one scale: runs all contenders in turns, for a number of repetitions. */
final class Round implements AutoCloseable {

  private final Stage stage;
  private final WorkerContender connector;
  private final List<Contender> contenders = new ArrayList<>();

  /** Starts the connector's process; its first turn shows its number of requests in flight. */
  Round(Stage stage) throws IOException {
    this.stage = stage;
    this.connector = WorkerContender.connector(stage.setup());
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
    stage.take(connector, 0);
    contenders.addAll(Lineup.start(stage, connector));
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
    stage.take(connector, 0);
    warmUp(warmUpSeconds);
    for (int repetition = 1; repetition <= warm; repetition++) {
      stage.take(connector, repetition);
    }
  }

  /** Runs the connector once more, to measure its memory. */
  void runForMemory() throws IOException {
    stage.takeForMemory(connector);
  }

  /** Runs the connector once more, to profile where its time goes. */
  Profile runForProfile() throws IOException {
    return connector.profile(stage.seed());
  }

  @Override
  public void close() throws IOException {
    for (Contender contender : contenders) {
      contender.close();
    }
  }

  /** Runs Java's contenders in turns, so that Java compiles their code before it is measured. */
  private void warmUp(int seconds) throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * 1_000_000_000L) {
      for (Contender contender : contenders) {
        if (contender.warmsUp()) {
          contender.work(stage.seed());
        }
      }
    }
  }

  private void takeIfDue(Contender contender, int repetition, int reference) throws IOException {
    if (repetition < reference || !contender.isSlow()) {
      stage.take(contender, repetition);
    }
  }
}
