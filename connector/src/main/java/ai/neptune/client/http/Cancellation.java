package ai.neptune.client.http;

import java.util.concurrent.CancellationException;

/** What an interrupt becomes: the work is dropped, and the thread stays interrupted. */
final class Cancellation {

  private Cancellation() {}

  static CancellationException of(InterruptedException interrupt) {
    Thread.currentThread().interrupt();
    CancellationException cancelled = new CancellationException("The request was cancelled");
    cancelled.initCause(interrupt);
    return cancelled;
  }
}
