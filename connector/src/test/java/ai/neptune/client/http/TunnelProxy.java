package ai.neptune.client.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that passes bytes on to whom it is asked for by CONNECT. */
final class TunnelProxy implements Closeable {

  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> targets = new CopyOnWriteArrayList<>();

  private TunnelProxy(ServerSocket listening) {
    this.listening = listening;
  }

  static TunnelProxy start() throws IOException {
    TunnelProxy proxy = new TunnelProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** What was asked for, in order. */
  List<String> targets() {
    return targets;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String target = head(client.getInputStream()).split(" ", 3)[1];
      targets.add(target);
      int colon = target.lastIndexOf(':');
      try (Socket server =
          new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
        client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(US_ASCII));
        threads.execute(() -> pass(client, server));
        pass(server, client);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them is closed.
    }
  }
}
