package ai.neptune.client.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * Connections, kept for the next request when a response has been read. Closing them, by any
 * thread, ends every wait for a response. Safe for use by several threads.
 */
public final class HttpConnections {

  private final HttpRoute route;
  private final Map<HttpOrigin, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public HttpConnections(HttpRoute route) {
    this.route = route;
  }

  /**
   * Sends a request and waits for the headers of its response.
   *
   * @param timeout bounds connecting, the wait for the headers, and each wait for more of the body
   * @param bytesReceived counts the bytes of the body as they are read
   * @param using learns of the socket before anything waits for it, so that it can be closed
   * @throws ai.neptune.errors.InvalidProxyException if a proxy refuses to pass requests on
   * @throws ai.neptune.errors.InvalidTrustStoreException if the certificate of the host is not
   *     trusted
   */
  public StreamedResponse send(
      HttpCall call, Duration timeout, LongAdder bytesReceived, Consumer<Socket> using)
      throws IOException {
    HttpConnection connection = connection(call.url().origin(), timeout, using);
    try {
      ClassicHttpResponse response = connection.send(call, timeout);
      return new StreamedResponse(this, connection, response, bytesReceived);
    } catch (IOException | RuntimeException e) {
      drop(connection);
      throw e;
    }
  }

  /** Takes a connection back whose response has been read to its end. */
  void keep(HttpConnection connection) {
    if (closed || !connection.isReusable()) {
      drop(connection);
      return;
    }
    connection.rest();
    idle.computeIfAbsent(connection.origin(), o -> new ConcurrentLinkedDeque<>()).push(connection);
  }

  /** Closes a connection that is no longer of use. */
  void drop(HttpConnection connection) {
    close(connection.socket());
  }

  /** Closes connections that have not been used for so long; false if none is left at rest. */
  boolean dropIdle(Duration longest) {
    boolean left = false;
    for (Deque<HttpConnection> kept : idle.values()) {
      // The last one used is the first one taken: those that nobody needs are at the end.
      for (HttpConnection last = kept.peekLast(); last != null; last = kept.peekLast()) {
        if (last.nanosAtRest() < longest.toNanos()) {
          left = true;
          break;
        }
        if (kept.removeLastOccurrence(last)) {
          drop(last);
        }
      }
    }
    return left;
  }

  /** Whether they have been closed, which makes what uses them fail. */
  public boolean areClosed() {
    return closed;
  }

  /** Closes all connections, including those in use and those that are made from now on. */
  public void close() {
    closed = true;
    open.forEach(this::close);
  }

  private HttpConnection connection(HttpOrigin origin, Duration timeout, Consumer<Socket> using)
      throws IOException {
    Deque<HttpConnection> kept = idle.get(origin);
    while (kept != null) {
      HttpConnection connection = kept.poll();
      if (connection == null) {
        break;
      }
      using.accept(connection.socket());
      if (connection.isAlive()) {
        return connection;
      }
      drop(connection);
    }
    return route.connect(
        origin,
        timeout,
        socket -> {
          opening(socket);
          using.accept(socket);
        });
  }

  private void opening(Socket socket) {
    open.removeIf(Socket::isClosed);
    open.add(socket);
    if (closed) {
      close(socket);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use either way.
    }
  }
}
