package ai.neptune.spark;

import java.util.Arrays;

/** The tasks that run in this JVM; they outlive a job that is cancelled for a moment. */
public final class RunningTasks {

  /** In the stack of each thread that runs a task. */
  private static final String RUNNER = "org.apache.spark.executor.Executor$TaskRunner";

  private RunningTasks() {}

  /**
   * Waits until no task runs. It looks at the threads, because Spark's status of executors is
   * written now and then and may not know yet that a task began.
   */
  public static void awaitEnd() throws InterruptedException {
    while (Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(RUNNER))) {
      Thread.sleep(20);
    }
  }
}
