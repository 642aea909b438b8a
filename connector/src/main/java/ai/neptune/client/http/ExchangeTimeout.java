package ai.neptune.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request when its thread is interrupted or its time is over. A thread that waits for a
 * socket notices neither; closing the socket ends the wait.
 */
final class ExchangeTimeout implements Closeable {

  private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);

  private final Thread thread = Thread.currentThread();
  private final Duration timeout;
  private final long deadlineNanos;
  private final Future<?> checks;
  private @Nullable Socket socket;

  /**
   * Starts watching the current thread.
   *
   * @param timeout what bounds each wait, for messages
   * @param deadlineNanos the {@link System#nanoTime} by which the request has to end
   */
  ExchangeTimeout(Duration timeout, long deadlineNanos) {
    this.timeout = timeout;
    this.deadlineNanos = deadlineNanos;
    this.checks = HttpScheduler.every(CHECK_INTERVAL, this::check);
  }

  /** Sets the socket that the request now waits for. */
  synchronized void watch(Socket used) {
    socket = used;
  }

  /**
   * The real reason for a failure of the request.
   *
   * @throws CancellationException if the reason is that the thread was interrupted
   */
  IOException explain(IOException failure) {
    Cancellation.throwIfInterrupted();
    if (isOver()) {
      return timedOut("The response was still arriving when its time was over", failure);
    }
    if (failure instanceof SocketTimeoutException) {
      return timedOut(
          "Nothing more of the response arrived within " + timeout.toMillis() + " ms", failure);
    }
    return failure;
  }

  /** Stops watching: others may use the socket. */
  @Override
  public synchronized void close() {
    checks.cancel(false);
    socket = null;
  }

  private synchronized void check() {
    if (socket != null && (thread.isInterrupted() || isOver())) {
      try {
        socket.close();
      } catch (IOException e) {
        // Whoever waits for it fails all the same.
      }
    }
  }

  private boolean isOver() {
    return System.nanoTime() - deadlineNanos >= 0;
  }

  private static IOException timedOut(String message, IOException failure) {
    IOException explained = new HttpTimeoutException(message);
    explained.initCause(failure);
    return explained;
  }
}
