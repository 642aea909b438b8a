package ai.neptune.client.http;

import static ai.neptune.client.http.ScriptedServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpConnectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpConnections connections =
      new HttpConnections(new HttpRoute(new HttpRoute.Settings(null, null, null)));
  private final List<Socket> used = new ArrayList<>();
  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start().on("/a", json("answer"));
  }

  @AfterEach
  void close() {
    connections.close();
    server.close();
  }

  @Test
  void aConnectionIsKeptOnceItsResponseHasBeenRead() throws IOException {
    get(server.url());
    get(server.url());

    assertThat(used.get(1)).isSameAs(used.get(0));
  }

  @Test
  void aResponseThatIsClosedTwiceGivesItsConnectionBackOnce() throws IOException {
    StreamedResponse response = send(server.url());
    response.readAllBytes();
    response.close();
    response.close();

    try (StreamedResponse one = send(server.url());
        StreamedResponse another = send(server.url())) {
      assertThat(one.status()).isEqualTo(another.status());
      assertThat(used.get(2)).isNotSameAs(used.get(1));
    }
  }

  @Test
  void aConnectionWhoseResponseIsLeftIsDropped() throws IOException {
    send(server.url()).close();
    get(server.url());

    assertThat(used.get(0).isClosed()).isTrue();
    assertThat(used.get(1)).isNotSameAs(used.get(0));
  }

  @Test
  void connectionsThatNobodyNeedsAreClosed() throws IOException {
    get(server.url());

    assertThat(connections.dropIdle(Duration.ofHours(1))).as("one is left").isTrue();
    assertThat(used.get(0).isClosed()).isFalse();
    assertThat(connections.dropIdle(Duration.ZERO)).as("one is left").isFalse();
    assertThat(used.get(0).isClosed()).isTrue();
  }

  @Test
  void aHeaderThatNeverEndsIsGivenUp() throws Exception {
    try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> serving =
          CompletableFuture.runAsync(() -> responseWithEndlessHeader(endless));
      String url = "http://127.0.0.1:" + endless.getLocalPort();

      assertThatThrownBy(() -> send(url))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("No response from " + url, "line length");
      serving.join();
    }
  }

  private static void responseWithEndlessHeader(ServerSocket listening) {
    try (Socket socket = listening.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write("HTTP/1.1 200 OK\r\nX-Endless: ".getBytes(UTF_8));
      byte[] more = "x".repeat(1024).getBytes(UTF_8);
      while (true) {
        out.write(more);
      }
    } catch (IOException e) {
      // The client has had enough.
    }
  }

  private void get(String url) throws IOException {
    try (StreamedResponse response = send(url)) {
      assertThat(response.readAllBytes()).asString(UTF_8).isEqualTo("answer");
    }
  }

  private StreamedResponse send(String url) throws IOException {
    try {
      HttpCall call = HttpCall.get(HttpUrl.parse(url + "/a"), Map.of());
      return connections.send(call, PATIENCE, new LongAdder(), used::add);
    } catch (InvalidUrlException e) {
      throw new IllegalArgumentException(url, e);
    }
  }
}
