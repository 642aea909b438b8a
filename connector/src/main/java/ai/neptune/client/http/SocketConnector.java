package ai.neptune.client.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Connects to a name at one of its addresses: at the one that worked last, else in the order of the
 * name service. An address that does not respond soon is left for the next one, and tried again
 * when none is better.
 */
final class SocketConnector {

  /** How a name's addresses are found. */
  @FunctionalInterface
  interface NameService {
    InetAddress[] addresses(String host) throws IOException;
  }

  private static final Duration SOON = Duration.ofSeconds(2);

  private final NameService names;
  private final Map<String, InetAddress> lastGood = new ConcurrentHashMap<>();

  SocketConnector(NameService names) {
    this.names = names;
  }

  /**
   * Connects.
   *
   * @param timeout how long that may take, all addresses together
   * @param opening learns of each socket before anything waits for it, so that it can be closed
   */
  Socket connect(String host, int port, Duration timeout, Consumer<Socket> opening)
      throws IOException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    List<InetAddress> addresses = addresses(host);
    List<InetAddress> slow = new ArrayList<>();
    IOException failure = null;
    if (addresses.size() == 1) {
      slow.addAll(addresses);
    } else {
      for (InetAddress address : addresses) {
        try {
          return connect(host, port, address, shorter(SOON, left(deadlineNanos)), opening);
        } catch (SocketTimeoutException e) {
          failure = e;
          slow.add(address);
        } catch (IOException e) {
          failure = e;
        }
      }
    }
    for (int i = 0; i < slow.size(); i++) {
      try {
        Duration share = left(deadlineNanos).dividedBy(slow.size() - i);
        return connect(host, port, slow.get(i), share, opening);
      } catch (IOException e) {
        failure = e;
      }
    }
    lastGood.remove(host);
    throw failure;
  }

  /** Connects through a proxy that is used by the socket, and looks names up itself. */
  static Socket connect(
      Proxy socks, String host, int port, Duration timeout, Consumer<Socket> opening)
      throws IOException {
    Socket socket = new Socket(socks);
    connect(socket, InetSocketAddress.createUnresolved(host, port), timeout, opening);
    return socket;
  }

  private Socket connect(
      String host, int port, InetAddress address, Duration timeout, Consumer<Socket> opening)
      throws IOException {
    Cancellation.throwIfInterrupted();
    Socket socket = new Socket(Proxy.NO_PROXY);
    connect(socket, new InetSocketAddress(address, port), timeout, opening);
    lastGood.put(host, address);
    return socket;
  }

  private static void connect(
      Socket socket, InetSocketAddress address, Duration timeout, Consumer<Socket> opening)
      throws IOException {
    opening.accept(socket);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, HttpConnection.millis(timeout));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private List<InetAddress> addresses(String host) throws IOException {
    List<InetAddress> addresses = new ArrayList<>(Arrays.asList(names.addresses(host)));
    InetAddress good = lastGood.get(host);
    if (good != null && addresses.remove(good)) {
      addresses.add(0, good);
    }
    return addresses;
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
