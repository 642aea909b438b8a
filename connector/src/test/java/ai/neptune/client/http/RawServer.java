package ai.neptune.client.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on loopback that sends bytes as it is told, whether they are HTTP or not, and remembers
 * what it was sent.
 */
public final class RawServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  /** What the server does with a connection; the socket is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    void over(Connection connection) throws IOException;
  }

  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Conversation> script;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket listening, List<Conversation> script) {
    this.listening = listening;
    this.script = new ArrayDeque<>(script);
  }

  /** Starts a server; the last conversation is held with all further connections. */
  public static RawServer start(Conversation... script) throws IOException {
    RawServer server =
        new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), List.of(script));
    server.threads.execute(server::accept);
    return server;
  }

  /** Responds to one request after the other, and waits for the client to close. */
  public static Conversation responses(String... responses) {
    return connection -> {
      for (String response : responses) {
        connection.awaitRequest();
        connection.send(response);
      }
      connection.awaitClosing();
    };
  }

  /** Sends something after a request, and then a text again and again. */
  public static Conversation endless(String beginning, String repeated) {
    return connection -> {
      connection.awaitRequest();
      connection.send(beginning);
      while (true) {
        connection.send(repeated);
      }
    };
  }

  /** A whole response with a body. */
  public static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** A response without a body. */
  public static String status(int status) {
    return "HTTP/1.1 " + status + " Status\r\nContent-Length: 0\r\n\r\n";
  }

  public int port() {
    return listening.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Request lines and headers of all requests, in order. */
  public List<String> heads() {
    return heads;
  }

  /** How many connections were made. */
  public int connections() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        Conversation conversation = script.size() > 1 ? script.removeFirst() : script.getFirst();
        threads.execute(() -> hold(conversation, socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void hold(Conversation conversation, Socket socket) {
    try (socket) {
      conversation.over(new Connection(socket));
    } catch (IOException e) {
      // The client has had enough.
    }
  }

  /** A connection that a client has made. */
  public final class Connection {

    private final Socket socket;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** The server's own URL. */
    public String url() {
      return RawServer.this.url();
    }

    /** Reads a request to the end of its body. */
    public String awaitRequest() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("closed");
        }
        head.append((char) next);
      }
      heads.add(head.toString());
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        in.readNBytes(Integer.parseInt(length.group(1)));
      }
      return head.toString();
    }

    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    public void awaitClosing() throws IOException {
      socket.getInputStream().readAllBytes();
    }
  }
}
