package ai.neptune.client.http;

import java.util.concurrent.CancellationException;

/** Interrupts as exceptions: the work ends, and the thread stays interrupted. */
public final class Cancellation {

  private Cancellation() {}

  public static CancellationException of(InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    CancellationException cancelled = cancelled();
    cancelled.initCause(interrupt);
    return cancelled;
  }

  /**
   * Checks whether to go on.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("The request was cancelled.");
  }
}
