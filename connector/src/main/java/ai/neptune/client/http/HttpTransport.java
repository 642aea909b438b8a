package ai.neptune.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Connections to an API over HTTP/1.1, shared by a JVM. A redirect is a response like any other
 * here.
 */
public final class HttpTransport {

  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private final HttpConnections connections;
  private final AtomicBoolean tidying = new AtomicBoolean();

  public HttpTransport(HttpRoute route) {
    this.connections = new HttpConnections(route);
  }

  /**
   * Sends a request and waits for the headers of its response, which the same thread has to read.
   *
   * @param timeout bounds connecting, the wait for the headers, and each wait for more of the body
   * @param deadlineNanos the {@link System#nanoTime} by which the body has to be read
   * @param bytesReceived counts the bytes of the body as they are read
   * @throws ai.neptune.errors.InvalidTrustStoreException if the server's certificate is not trusted
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Exchange send(HttpCall call, Duration timeout, long deadlineNanos, LongAdder bytesReceived)
      throws IOException {
    Cancellation.throwIfInterrupted();
    ExchangeTimeout watch = new ExchangeTimeout(timeout, deadlineNanos);
    try {
      return new Exchange(connections.send(call, timeout, bytesReceived, watch::watch), watch);
    } catch (IOException e) {
      watch.close();
      throw watch.explain(e);
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  /** Arranges that connections are closed some time after their last use. */
  private void tidyLater() {
    if (tidying.compareAndSet(false, true)) {
      Future<?> unused = HttpScheduler.after(LONGEST_IDLE, this::tidy);
    }
  }

  private void tidy() {
    tidying.set(false);
    if (connections.dropIdle(LONGEST_IDLE)) {
      tidyLater();
    }
  }

  /** A request that has been sent, and its response: a stream of the body for one reader. */
  public final class Exchange extends BodyStream {

    private final StreamedResponse response;
    private final ExchangeTimeout watch;
    private @Nullable IOException failure;

    private Exchange(StreamedResponse response, ExchangeTimeout watch) {
      this.response = response;
      this.watch = watch;
    }

    public int status() {
      return response.status();
    }

    /** A header's value, or null. */
    public @Nullable String header(String name) {
      return response.header(name);
    }

    /** The failure of the connection, rather than of its content, that ended a read; or null. */
    public @Nullable IOException failure() {
      return failure;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return response.read(target, offset, length);
      } catch (IOException e) {
        failure = watch.explain(e);
        throw failure;
      }
    }

    /** Drops the connection, unless the body has been read to its end. */
    @Override
    public void close() {
      // First: another request may use the connection in a moment.
      watch.close();
      response.close();
      tidyLater();
    }
  }
}
