package ai.neptune.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection over HTTP/1.1: one request at a time, read by the thread that asks, straight from
 * the socket. Any thread may close it, which ends what waits for it.
 */
final class HttpConnection implements Closeable {

  /** After so long without a request, the other side may have closed it. */
  private static final long TRUSTED_IDLE_NANOS = 1_000_000_000L;

  /** More than any server sends, and little enough to be held. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(64 * 1024).setMaxHeaderCount(1_000).build();

  private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

  private final HttpOrigin origin;
  private final Socket socket;
  private final BufferedConnection http;
  private final @Nullable HttpProxy proxy;
  private boolean reusable;
  private volatile long idleSince;

  /**
   * A connection that has been made.
   *
   * @param proxy who passes each request on, or null if the origin itself reads them
   */
  HttpConnection(
      HttpOrigin origin, Socket socket, BufferedConnection http, @Nullable HttpProxy proxy) {
    this.origin = origin;
    this.socket = socket;
    this.http = http;
    this.proxy = proxy;
  }

  /** HTTP over a socket. */
  static BufferedConnection bind(Socket socket) throws IOException {
    BufferedConnection http = new BufferedConnection(LIMITS);
    http.bind(socket);
    return http;
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
   * @param timeout bounds the wait for the headers, and each wait for more of the body
   * @throws ai.neptune.errors.InvalidProxyException if a proxy refuses to pass requests on
   */
  ClassicHttpResponse send(HttpCall call, Duration timeout) throws IOException {
    try (Deadline deadline = new Deadline(timeout)) {
      deadline.watch(socket);
      try {
        return exchange(call, timeout);
      } catch (IOException e) {
        throw NoResponse.of(origin, proxy, deadline, e);
      }
    }
  }

  /**
   * Whether another request can follow when this one's response has been read to its end, and
   * nothing has arrived behind it: that would be taken for the next response.
   */
  boolean isReusable() {
    return reusable && http.isOpen() && !http.hasUnreadBytes();
  }

  /** Notes that nobody uses it now. */
  void rest() {
    idleSince = System.nanoTime();
  }

  long nanosAtRest() {
    return System.nanoTime() - idleSince;
  }

  /**
   * Whether it can be used after a rest. What has arrived meanwhile responds to no request: a
   * server that gives up waiting says so, often with the status 408, before it closes.
   */
  boolean isAlive() {
    try {
      boolean isTrusted =
          nanosAtRest() < TRUSTED_IDLE_NANOS && socket.getInputStream().available() == 0;
      return isTrusted || !(http.isStale() || http.isDataAvailable(A_MOMENT));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A timeout for sockets, for which 0 means none. */
  static int millis(Duration timeout) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
  }

  private ClassicHttpResponse exchange(HttpCall call, Duration timeout) throws IOException {
    socket.setSoTimeout(millis(timeout));
    HttpCoreContext context = HttpCoreContext.create();
    ClassicHttpResponse response;
    try {
      BasicClassicHttpRequest request = request(call);
      response = new HttpRequestExecutor().execute(request, http, context);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    } catch (HttpException e) {
      throw MalformedHttp.failure(e);
    }
    if (proxy != null && response.getCode() == HttpProxy.AUTHENTICATION_REQUIRED) {
      throw proxy.refusal(response.getCode(), origin);
    }
    return response;
  }

  private BasicClassicHttpRequest request(HttpCall call) {
    HttpUrl url = call.url();
    String target = proxy == null ? url.target() : url.absolute();
    BasicClassicHttpRequest request =
        new BasicClassicHttpRequest(call.method(), null, null, target);
    request.setHeader("Host", url.authority());
    request.setHeader("User-Agent", UserAgent.VALUE);
    if (proxy != null && proxy.authorization() != null) {
      request.setHeader("Proxy-Authorization", proxy.authorization());
    }
    call.headers().forEach(request::setHeader);
    if (call.body() != null) {
      request.setHeader("Content-Length", call.body().length);
      request.setEntity(new ByteArrayEntity(call.body(), null));
    }
    return request;
  }
}
