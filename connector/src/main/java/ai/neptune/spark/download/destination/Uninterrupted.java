package ai.neptune.spark.download.destination;

/**
 * Cleaning up in a thread that was interrupted: file systems refuse to work in one, S3's among
 * them, which would keep the parts of an upload for ever.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  /** Runs something to its end, and interrupts the thread again if it was interrupted before. */
  static void run(Runnable cleaning) {
    boolean interrupted = Thread.interrupted();
    try {
      cleaning.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
