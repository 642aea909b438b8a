package ai.neptune.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * A connection to storage: one request at a time, read by the thread that asks, straight from the
 * socket. Any thread may close it, which ends what waits for it.
 */
final class StorageConnection implements Closeable {

  /** After so long the other side may have given it up. */
  private static final long TRUSTED_IDLE_NANOS = 1_000_000_000L;

  private final StorageOrigin origin;
  private final Socket socket;
  private final DefaultBHttpClientConnection http;
  private final boolean absolute;
  private boolean reusable;
  private long idleSince;

  /**
   * A connection that is made.
   *
   * @param absolute whether requests name the whole URL, as a proxy wants it
   */
  StorageConnection(
      StorageOrigin origin, Socket socket, DefaultBHttpClientConnection http, boolean absolute) {
    this.origin = origin;
    this.socket = socket;
    this.http = http;
    this.absolute = absolute;
  }

  StorageOrigin origin() {
    return origin;
  }

  Socket socket() {
    return socket;
  }

  /** Sends a request and waits for the headers of its answer. */
  ClassicHttpResponse get(URI url, Map<String, String> headers) throws IOException {
    BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", url);
    request.setAbsoluteRequestUri(absolute);
    request.setHeader("Host", url.getRawAuthority());
    request.setHeader("User-Agent", UserAgent.VALUE);
    headers.forEach(request::setHeader);
    HttpCoreContext context = HttpCoreContext.create();
    try {
      ClassicHttpResponse response = new HttpRequestExecutor().execute(request, http, context);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
      return response;
    } catch (HttpException e) {
      throw new IOException("The storage gave no HTTP answer: " + e.getMessage(), e);
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

  /** Whether it can be used after a rest. */
  boolean isAlive() throws IOException {
    return System.nanoTime() - idleSince < TRUSTED_IDLE_NANOS || !http.isStale();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
