package ai.neptune.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and the server as a load balancer does. A connection that is idle for some
 * time after a response gets an unsolicited 408 and is closed. Characters that no URL may hold, but
 * real storage accepts, are percent-encoded in request lines, since the JDK's server refuses them.
 */
final class ConnectionRelay implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ConnectionRelay.class.getName());
  private static final byte[] TIMEOUT_RESPONSE =
      "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final String RAW = "|[]^{}`\"<>\\";
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final int timeoutMillis;
  private final ExecutorService threads;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /**
   * Starts relaying.
   *
   * @param idleTimeout null for none
   */
  ConnectionRelay(
      InetSocketAddress address,
      InetSocketAddress server,
      @Nullable Duration idleTimeout,
      ExecutorService threads)
      throws IOException {
    this.listener = new ServerSocket();
    listener.bind(address);
    this.server = server;
    // Java takes 0 for no timeout.
    this.timeoutMillis = idleTimeout == null ? 0 : (int) idleTimeout.toMillis();
    this.threads = threads;
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(Connection::close);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Connection connection = new Connection(listener.accept(), new Socket());
        open.add(connection);
        threads.execute(connection::start);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "no more connections are accepted", e);
      }
    }
  }

  @FunctionalInterface
  private interface Transfer {
    void run() throws IOException;
  }

  /** A connection of a client, and the one to the server that goes with it. */
  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean idle = true;

    Connection(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void start() {
      untilClosed(
          () -> {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(server);
            upstream.setSoTimeout(timeoutMillis);
            threads.execute(() -> untilClosed(this::sendRequests));
            sendResponses();
          });
    }

    private void untilClosed(Transfer transfer) {
      try {
        transfer.run();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "a relayed connection was broken", e);
      } finally {
        close();
      }
    }

    private void sendRequests() throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream in = client.getInputStream();
      OutputStream out = upstream.getOutputStream();
      boolean inRequestLine = false;
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        inRequestLine |= idle;
        idle = false;
        int start = 0;
        if (inRequestLine) {
          while (start < length && buffer[start] != '\n') {
            start++;
          }
          out.write(encoded(buffer, start));
          inRequestLine = start == length;
        }
        out.write(buffer, start, length - start);
      }
    }

    private void sendResponses() throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream in = upstream.getInputStream();
      OutputStream out = client.getOutputStream();
      ResponseEnd end = new ResponseEnd();
      boolean hasResponded = false;
      while (true) {
        try {
          int length = in.read(buffer);
          if (length < 0) {
            return;
          }
          idle = end.isWholeWith(buffer, length);
          hasResponded = true;
          out.write(buffer, 0, length);
        } catch (SocketTimeoutException e) {
          if (idle && hasResponded) {
            out.write(TIMEOUT_RESPONSE);
            return;
          }
        }
      }
    }

    private void close() {
      open.remove(this);
      closeQuietly(client);
      closeQuietly(upstream);
    }
  }

  private static byte[] encoded(byte[] requestLine, int length) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(length + 16);
    for (int i = 0; i < length; i++) {
      if (RAW.indexOf(requestLine[i]) < 0) {
        encoded.write(requestLine[i]);
      } else {
        encoded.writeBytes("%%%02X".formatted(requestLine[i]).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return encoded.toByteArray();
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a socket was closed with an error", e);
    }
  }
}
