package ai.neptune.client.http;

import java.util.concurrent.CancellationException;

/** What an interrupt becomes: the work is dropped, and the thread stays interrupted. */
public final class Cancellation {

  private Cancellation() {}

  public static CancellationException of(InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    CancellationException cancelled = cancelled();
    cancelled.initCause(interrupt);
    return cancelled;
  }

  /**
   * Looks whether work is to go on.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("The request was cancelled");
  }
}
