package ai.neptune.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The time by which a step of a request has to be done. A socket's own time-out bounds only each
 * wait for more bytes, so that a header of one byte a second, or responses of the kind "100
 * Continue" without end, would never run into it; this closes the socket.
 */
final class Deadline implements Closeable {

  private final Duration limit;
  private final Future<?> expiry;
  private @Nullable Socket socket;
  private boolean over;

  /** Starts the time. */
  Deadline(Duration limit) {
    this.limit = limit;
    this.expiry = HttpScheduler.after(limit, this::expire);
  }

  /** Sets the socket that the step now uses. */
  synchronized void watch(Socket used) {
    socket = used;
    if (over) {
      closeSocket();
    }
  }

  synchronized boolean isOver() {
    return over;
  }

  Duration limit() {
    return limit;
  }

  /** Ends the time: the step is done. */
  @Override
  public synchronized void close() {
    expiry.cancel(false);
    socket = null;
  }

  private synchronized void expire() {
    over = true;
    closeSocket();
  }

  private void closeSocket() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // Whoever waits for it fails all the same.
      }
    }
  }
}
