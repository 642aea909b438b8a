package ai.neptune.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * A connection over HTTP/1.1: one request at a time, read by the thread that asks, straight from
 * the socket. Any thread may close it, which ends what waits for it.
 */
final class HttpConnection implements Closeable {

  /** After so long the other side may have given it up. */
  private static final long TRUSTED_IDLE_NANOS = 1_000_000_000L;

  private final HttpOrigin origin;
  private final Socket socket;
  private final DefaultBHttpClientConnection http;
  private final boolean absolute;
  private boolean reusable;
  private volatile long idleSince;

  /**
   * A connection that is made.
   *
   * @param absolute whether requests name the whole URL, as a proxy wants it
   */
  HttpConnection(
      HttpOrigin origin, Socket socket, DefaultBHttpClientConnection http, boolean absolute) {
    this.origin = origin;
    this.socket = socket;
    this.http = http;
    this.absolute = absolute;
  }

  HttpOrigin origin() {
    return origin;
  }

  Socket socket() {
    return socket;
  }

  /**
   * Sends a request and waits for the headers of its response.
   *
   * @param timeout bounds each wait for more of the response, that for its body included
   */
  ClassicHttpResponse send(HttpCall call, Duration timeout) throws IOException {
    socket.setSoTimeout(millis(timeout));
    HttpCoreContext context = HttpCoreContext.create();
    try {
      BasicClassicHttpRequest request = request(call);
      ClassicHttpResponse response = new HttpRequestExecutor().execute(request, http, context);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
      return response;
    } catch (HttpException e) {
      throw new IOException("What came is no HTTP response: " + e.getMessage(), e);
    }
  }

  /** Whether another request can follow when this one's answer has been read to its end. */
  boolean isReusable() {
    return reusable && http.isOpen();
  }

  /** Notes that nobody uses it now. */
  void rest() {
    idleSince = System.nanoTime();
  }

  long nanosAtRest() {
    return System.nanoTime() - idleSince;
  }

  /** Whether it can be used after a rest. */
  boolean isAlive() throws IOException {
    return nanosAtRest() < TRUSTED_IDLE_NANOS || !http.isStale();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A time-out as sockets take it, where 0 would mean none. */
  static int millis(Duration timeout) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
  }

  private BasicClassicHttpRequest request(HttpCall call) {
    BasicClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), call.url());
    request.setAbsoluteRequestUri(absolute);
    request.setHeader("Host", call.url().getRawAuthority());
    request.setHeader("User-Agent", UserAgent.VALUE);
    call.headers().forEach(request::setHeader);
    if (call.body() != null) {
      request.setHeader("Content-Length", call.body().length);
      request.setEntity(new ByteArrayEntity(call.body(), null));
    }
    return request;
  }
}
