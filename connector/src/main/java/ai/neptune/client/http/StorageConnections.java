package ai.neptune.client.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections to storage of one user, such as a task; kept for the next request when an answer
 * has been read. Closing, by any thread, ends all that wait. Safe for use by several threads.
 */
final class StorageConnections {

  private final StorageRoute route;
  private final LongAdder bytesReceived;
  private final Map<StorageOrigin, Deque<StorageConnection>> idle = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  StorageConnections(StorageRoute route, LongAdder bytesReceived) {
    this.route = route;
    this.bytesReceived = bytesReceived;
  }

  /**
   * Sends a request and waits for the headers of its answer.
   *
   * @throws ai.neptune.client.InvalidTrustStoreException if the server's certificate is not trusted
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  StorageAnswer get(URI url, Map<String, String> headers) throws IOException {
    StorageAnswer.throwIfInterrupted();
    StorageConnection connection = connection(StorageOrigin.of(url));
    try {
      return new StorageAnswer(this, connection, connection.get(url, headers), bytesReceived);
    } catch (IOException e) {
      drop(connection);
      throw e;
    }
  }

  /** Takes a connection back whose answer has been read to its end. */
  void keep(StorageConnection connection) {
    if (!connection.isReusable()) {
      drop(connection);
      return;
    }
    connection.rest();
    idle.computeIfAbsent(connection.origin(), o -> new ConcurrentLinkedDeque<>()).push(connection);
  }

  /** Closes a connection that is of no use any more. */
  void drop(StorageConnection connection) {
    close(connection.socket());
  }

  /** Closes all connections, those in use too, and those that are made from now on. */
  void close() {
    closed = true;
    open.forEach(this::close);
  }

  private StorageConnection connection(StorageOrigin origin) throws IOException {
    Deque<StorageConnection> kept = idle.get(origin);
    while (kept != null) {
      StorageConnection connection = kept.poll();
      if (connection == null) {
        break;
      }
      if (connection.isAlive()) {
        return connection;
      }
      drop(connection);
    }
    return route.connect(origin, this::opening);
  }

  private void opening(Socket socket) {
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
      // Nothing more is wanted of it.
    }
  }
}
