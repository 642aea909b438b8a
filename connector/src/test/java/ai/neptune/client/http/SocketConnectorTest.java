package ai.neptune.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketConnectorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Socket> opened = new ArrayList<>();

  @Test
  void triesAllAddressesOfANameAndTheOneThatWorkedFirst() throws IOException {
    InetAddress used = loopback(1);
    SocketConnector connector =
        new SocketConnector(host -> new InetAddress[] {loopback(2), loopback(3), used});

    try (RawServer server = RawServer.start(RawServer.responses());
        Socket first = connect(connector, server.port());
        Socket second = connect(connector, server.port())) {
      assertThat(first.getInetAddress()).isEqualTo(used);
      assertThat(second.getInetAddress()).isEqualTo(used);
      assertThat(opened).as("three addresses, then the good one").hasSize(4);
      assertThat(opened.subList(0, 2)).allMatch(Socket::isClosed);
    }
  }

  @Test
  void failsWhenNoAddressTakesConnections() {
    SocketConnector connector =
        new SocketConnector(host -> new InetAddress[] {loopback(2), loopback(3)});

    assertThatThrownBy(() -> connect(connector, 1)).isInstanceOf(ConnectException.class);
    assertThat(opened).hasSize(2).allMatch(Socket::isClosed);
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private Socket connect(SocketConnector connector, int port) throws IOException {
    return connector.connect("name.invalid", port, PATIENCE, opened::add);
  }
}
