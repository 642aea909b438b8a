package ai.neptune.client.api;

import static ai.neptune.client.http.RawServer.endless;
import static ai.neptune.client.http.RawServer.ok;
import static ai.neptune.client.http.RawServer.responses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Retry;
import ai.neptune.client.Secret;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.http.RawServer;
import ai.neptune.errors.HostUnreachableException;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that keep a connection busy without ever responding, and ones that respond too early. */
@Timeout(60)
class WaitsForHeadersTest {

  private static final Duration A_MOMENT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(50);

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n"})
  void interimResponsesWithoutEndAreNotWaitedFor(String interim) throws IOException {
    try (RawServer server = RawServer.start(endless("", interim))) {
      assertThatThrownBy(() -> open(server, A_MOMENT, LONG))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(server.url(), "took longer than");
      assertThatThrownBy(() -> open(server, LONG, A_MOMENT)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> ask(server, A_MOMENT)).isInstanceOf(RetriesExhaustedException.class);
    }
  }

  @Test
  void aHeaderThatDripsIsNotWaitedFor() throws IOException {
    RawServer.Conversation dripping =
        connection -> {
          connection.awaitRequest();
          connection.send("HTTP/1.1 200 OK\r\nX-Drip: ");
          while (true) {
            connection.send("x");
            drip();
          }
        };
    try (RawServer server = RawServer.start(dripping)) {
      assertThatThrownBy(() -> open(server, A_MOMENT, LONG)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> open(server, LONG, A_MOMENT)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void redirectsShareTheTime() throws IOException {
    RawServer.Conversation redirecting =
        responses("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    RawServer.Conversation silent = responses();
    try (RawServer server = RawServer.start(redirecting, silent)) {
      assertThatThrownBy(() -> open(server, LONG, A_MOMENT)).isInstanceOf(IOException.class);
    }
  }

  /** A server that gives up waiting for a request says so before it closes the connection. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
      })
  void whatArrivesOnAnIdleConnectionRespondsToNoRequest(String unasked) throws IOException {
    RawServer.Conversation givingUp =
        connection -> {
          connection.awaitRequest();
          connection.send(ok("first") + unasked);
          connection.awaitClosing();
        };
    try (RawServer server = RawServer.start(givingUp, responses(ok("second")))) {
      BlobStorage storage = storage(server, LONG);
      assertThat(fetch(storage, server)).isEqualTo("first");
      assertThat(fetch(storage, server)).isEqualTo("second");
      storage.close();
    }
  }

  @Test
  void aStorageThatIsDownIsNoticedOnceForAllFiles() throws IOException {
    SignedUrl url;
    try (RawServer closed = RawServer.start(responses())) {
      url = new SignedUrl(closed.url() + "/a?signature=secret");
    }
    ApiConnection connection = connection("http://api.invalid", LONG, Duration.ofMillis(300));
    BlobStorage storage = connection.storage();

    Retry first = connection.startRetry("first");
    assertThatThrownBy(() -> openForEver(storage, url, first))
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining("first")
        .hasMessageNotContaining("secret");
    for (int i = 0; i < 100; i++) {
      Retry next = connection.startRetry("next");
      assertThatThrownBy(() -> openForEver(storage, url, next))
          .isInstanceOf(HostUnreachableException.class)
          .hasMessageContaining("next");
    }
    storage.close();
  }

  private static void openForEver(BlobStorage storage, SignedUrl url, Retry retry) {
    while (true) {
      try {
        storage.open(url, 0, BlobSource.TO_END, null, retry.timeLeft());
      } catch (IOException e) {
        retry.waitAfter(e);
      }
    }
  }

  private static void drip() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void open(RawServer server, Duration requestTimeout, Duration atMost)
      throws IOException {
    BlobStorage storage = storage(server, requestTimeout);
    try (Blob blob =
        storage.open(new SignedUrl(server.url()), 0, BlobSource.TO_END, null, atMost)) {
      assertThat(blob.contentLength()).isNegative();
    } finally {
      storage.close();
    }
  }

  private static String fetch(BlobStorage storage, RawServer server) throws IOException {
    try (Blob blob = storage.open(new SignedUrl(server.url()), 0, BlobSource.TO_END, null, LONG)) {
      return new String(blob.body().readAllBytes(), UTF_8);
    }
  }

  private static void ask(RawServer server, Duration requestTimeout) {
    connection(server.url(), requestTimeout, Duration.ofMillis(1))
        .post(ApiRequest.post("Question", null, "/", new byte[0]), body -> null);
  }

  private static BlobStorage storage(RawServer server, Duration requestTimeout) {
    return connection(server.url(), requestTimeout, LONG).storage();
  }

  private static ApiConnection connection(String api, Duration requestTimeout, Duration soft) {
    String token = "{\"api_url\":\"%s\"}".formatted(api);
    return ApiConnection.to(
        new ClientConfig(
            new Secret(Base64.getEncoder().encodeToString(token.getBytes(UTF_8))),
            1,
            requestTimeout,
            soft,
            LONG,
            null,
            null,
            null),
        new RequestMetrics());
  }
}
