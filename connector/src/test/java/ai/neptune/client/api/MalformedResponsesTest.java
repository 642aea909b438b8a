package ai.neptune.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.client.Blob;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.Container;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Secret;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.Sorting;
import ai.neptune.client.StoredFile;
import ai.neptune.client.http.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Responses that are no HTTP, with secrets in them, at every step: whatever becomes of them shows
 * none.
 */
@Timeout(60)
class MalformedResponsesTest {

  /** As tokens are: base64 of JSON. */
  private static final String SECRET = "eyJwbGFudGVk" + "0123456789abcdef".repeat(2);

  /** Where %s is a secret: a token that the server echoes, or a signature. */
  private static final List<String> RESPONSES =
      List.of(
          "%s\r\n\r\n",
          "HTTP/1.1 %s OK\r\n\r\n",
          "HTTP/1.1 2000 %s\r\n\r\n",
          "HTTP/%s 200 OK\r\n\r\n",
          "HTTP/3.0 200 %s\r\n\r\n",
          "HTTP/1.1 200 OK\r\n%s\r\n\r\n",
          "HTTP/1.1 200 OK\r\n : %s\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX Y %s: z\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: %s\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: %s\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx%s\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n%s\r\n\r\n",
          response("200 OK", "Content-Encoding: gzip", "%s"),
          response("302 Found", "Location: x:%s", ""),
          response("302 Found", "Location: http://h:99999/?%s", ""),
          response("206 Partial", "Content-Range: token=%s", ""),
          response("206 Partial", "Content-Range: bytes 5-9/%s", "01234"),
          response("418 Teapot", "X: y", "token: %s"),
          response("503 Busy %s", "X: y", "token: %s"),
          response("400 Bad", "X: y", "{\"message\":\"token=%s\"}"),
          response("200 OK", "X: y", "%s"),
          response("200 OK", "X: y", "{\"%s\"}"));

  private enum Step {
    EXCHANGE("/oauth-token"),
    REFRESH("/openid-connect/token"),
    SEARCH("/search"),
    SIGNING("/signedUrl"),
    BLOB("/blob"),
    REST_OF_BLOB("/blob");

    private final String path;

    Step(String path) {
      this.path = path;
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Step.values())
        .flatMap(step -> RESPONSES.stream().map(response -> Arguments.of(step, response)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void showNoSecret(Step step, String response) throws IOException {
    try (RawServer server = RawServer.start(connection -> converse(connection, step, response))) {
      Throwable failure = catchThrowable(() -> make(step, server));

      boolean isMadeUpFor = step == Step.REFRESH;
      if (failure != null) {
        assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET, "0123456789abcdef");
      } else if (!isMadeUpFor && step != Step.BLOB && step != Step.REST_OF_BLOB) {
        assertThat(response).as("a response that is taken").startsWith("HTTP/1.1 2");
      }
      assertThat(server.heads()).anyMatch(head -> head.split(" ", 3)[1].contains(step.path));
    }
  }

  private static void make(Step step, RawServer server) throws IOException {
    NeptuneClient client = client(server);
    switch (step) {
      case EXCHANGE, SEARCH -> search(client);
      case REFRESH -> {
        search(client);
        search(client);
      }
      case SIGNING -> client.sign(List.of(new StoredFile("team/project", "a")));
      case BLOB, REST_OF_BLOB -> {
        SignedUrl url = new SignedUrl(server.url() + "/blob?X-Signature=" + SECRET);
        try (Blob blob = client.open(url, step == Step.BLOB ? 0 : 5, null)) {
          blob.body().readAllBytes();
        }
      }
    }
  }

  /** Responds properly to all requests but those of a step. */
  private static void converse(RawServer.Connection connection, Step step, String response)
      throws IOException {
    while (true) {
      String url = connection.awaitRequest().split(" ", 3)[1];
      if (url.contains(step.path)) {
        connection.send(response.replace("%s", SECRET));
        return;
      }
      if (url.contains(Step.EXCHANGE.path)) {
        connection.send(
            RawServer.ok(
                "{\"accessToken\":\"%s\",\"refreshToken\":\"%s\"}"
                    .formatted(jwt(step, connection.url()), SECRET)));
      } else {
        connection.send(RawServer.ok(""));
      }
    }
  }

  private static String jwt(Step step, String issuer) {
    Instant expiry = Instant.now().plus(Duration.ofSeconds(step == Step.REFRESH ? 10 : 3600));
    String claims =
        "{\"exp\":%d,\"azp\":\"c\",\"iss\":\"%s\",\"jti\":\"%s\"}"
            .formatted(expiry.getEpochSecond(), issuer, SECRET);
    return "e30." + Base64.getUrlEncoder().encodeToString(claims.getBytes(UTF_8)) + "." + SECRET;
  }

  private static String response(String status, String header, String body) {
    int length = body.replace("%s", SECRET).length();
    return "HTTP/1.1 %s\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, header, length, body);
  }

  private static void search(NeptuneClient client) {
    client.searchEntries(
        new EntriesSearch(
            "team/project",
            Container.RUN,
            List.of("sys/id"),
            null,
            Sorting.BY_CREATION_TIME,
            0,
            10));
  }

  private static NeptuneClient client(RawServer server) {
    String token = "{\"api_url\":\"%s\",\"key\":\"%s\"}".formatted(server.url(), UUID.randomUUID());
    return NeptuneClient.connect(
        new ClientConfig(
            new Secret(Base64.getEncoder().encodeToString(token.getBytes(UTF_8))),
            1,
            Duration.ofSeconds(20),
            Duration.ofMillis(1),
            Duration.ofSeconds(20),
            null,
            null,
            null),
        new RequestMetrics());
  }
}
