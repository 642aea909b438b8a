package ai.neptune.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;

/**
 * Ends a request whose thread is interrupted or whose time is over, from the thread that makes it
 * until it is closed. Who waits for a socket notices neither; closing the socket ends the wait.
 */
final class ExchangeTimeout implements Closeable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Thread thread = Thread.currentThread();
  private final Duration timeout;
  private final long deadlineNanos;
  private final Future<?> looks;
  private Socket socket;

  /**
   * Starts to watch the current thread.
   *
   * @param timeout what bounds each wait, for messages
   * @param deadlineNanos the {@link System#nanoTime} by which the request has to be over
   */
  ExchangeTimeout(Duration timeout, long deadlineNanos) {
    this.timeout = timeout;
    this.deadlineNanos = deadlineNanos;
    this.looks = HttpScheduler.every(BETWEEN_LOOKS, this::look);
  }

  /** Tells which socket the request now waits for. */
  synchronized void watch(Socket used) {
    socket = used;
  }

  /**
   * What a failure of the request really is.
   *
   * @throws CancellationException if it is that the thread was interrupted
   */
  IOException explain(IOException failure) {
    Cancellation.throwIfInterrupted();
    if (isOver()) {
      return timedOut("The response was still arriving when the time for it was over", failure);
    }
    if (failure instanceof SocketTimeoutException) {
      return timedOut(
          "No more of the response arrived within " + timeout.toMillis() + " ms", failure);
    }
    return failure;
  }

  /** Leaves the socket alone from now on: others may use it. */
  @Override
  public synchronized void close() {
    looks.cancel(false);
    socket = null;
  }

  private synchronized void look() {
    if (socket != null && (thread.isInterrupted() || isOver())) {
      try {
        socket.close();
      } catch (IOException e) {
        // Who waits for it fails all the same.
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
