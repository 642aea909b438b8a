package ai.neptune.spark.download.destination;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Cleaning up for a thread that was interrupted, or is while it cleans up: file systems refuse to
 * work in one, S3's among them, which would keep the parts of an upload for ever.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  /** Runs something to its end, on a thread that nobody interrupts, and waits for it. */
  static void run(Runnable cleaning) {
    FutureTask<?> task = new FutureTask<>(cleaning, null);
    Thread thread = new Thread(task, "neptune-download-cleanup");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = Thread.interrupted();
    try {
      while (!isEnded(task)) {
        interrupted = true;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until the task has ended; false if this thread is interrupted meanwhile. */
  private static boolean isEnded(FutureTask<?> task) {
    try {
      task.get();
      return true;
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
