package ai.neptune.client.http;

import static ai.neptune.client.http.RawServer.ok;
import static ai.neptune.client.http.RawServer.responses;
import static ai.neptune.client.http.RawServer.status;
import static ai.neptune.client.http.RoutedRequests.through;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.InvalidProxyException;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy is sent, and what its refusals become. */
@Timeout(60)
class ProxyTest {

  private static final String USER = "jörg:s3:cret";
  private static final String BASIC =
      "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(USER.getBytes(UTF_8));

  @Test
  void aProxyIsAskedForTheWholeUrl() throws IOException {
    try (RawServer proxy = RawServer.start(responses(ok("content")))) {
      assertThat(through(proxy.port(), USER).fetch("http://storage_1/a|b?c=[d]"))
          .isEqualTo("content");
      assertThat(proxy.heads().get(0))
          .startsWith("GET http://storage_1/a|b?c=[d] HTTP/1.1\r\n")
          .contains("\r\nHost: storage_1\r\n", "\r\n" + BASIC + "\r\n");
    }
  }

  @Test
  void theTunnelOfAProxyIsAskedForWithTheUser() throws IOException {
    try (RawServer proxy = RawServer.start(responses(status(200)))) {
      assertThatThrownBy(() -> through(proxy.port(), USER).fetch("https://storage_1/a?c=secret"))
          .as("the proxy speaks no TLS")
          .isInstanceOf(IOException.class);
      assertThat(proxy.heads().get(0))
          .startsWith("CONNECT storage_1:443 HTTP/1.1\r\n")
          .contains(BASIC)
          .doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://storage.invalid/a", "https://storage.invalid/a"})
  void aProxyThatAsksForAUserIsNotAskedAgain(String url) throws IOException {
    try (RawServer proxy = RawServer.start(responses(status(407)))) {
      assertThatThrownBy(() -> through(proxy.port(), null).fetch(url))
          .isInstanceOf(InvalidProxyException.class)
          .hasMessageContainingAll(
              "http://127.0.0.1:" + proxy.port(), "407", "storage.invalid", "user:password@");
      assertThatThrownBy(() -> through(proxy.port(), USER).fetch(url))
          .isInstanceOf(InvalidProxyException.class)
          .hasMessageContaining("does not accept the user")
          .hasMessageNotContainingAny("s3:cret");
      assertThat(proxy.heads()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405})
  void aProxyThatRefusesAHostIsNotAskedAgain(int status) throws IOException {
    try (RawServer proxy = RawServer.start(responses(status(status)))) {
      assertThatThrownBy(() -> through(proxy.port(), null).ask("https://api.invalid"))
          .isInstanceOf(InvalidProxyException.class)
          .hasMessageContainingAll(
              "http://127.0.0.1:" + proxy.port(), "api.invalid:443", "noProxy");
      assertThat(proxy.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void aProxyThatCannotReachAHostNowMayBeAskedAgain(int status) throws IOException {
    try (RawServer proxy = RawServer.start(responses(status(status)))) {
      assertThatThrownBy(() -> through(proxy.port(), null).fetch("https://storage.invalid/a"))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "proxy http://127.0.0.1:" + proxy.port(), String.valueOf(status));
    }
  }

  @Test
  void aProxyThatIsDownIsNamed() throws IOException {
    int port;
    try (RawServer closed = RawServer.start(responses())) {
      port = closed.port();
    }
    String proxy = "the proxy http://127.0.0.1:" + port;

    assertThatThrownBy(() -> through(port, null).fetch("http://storage.invalid/a"))
        .hasMessageContainingAll(proxy, "http://storage.invalid:80", "cannot be connected to");
    assertThatThrownBy(() -> through(port, null).ask("https://api.invalid"))
        .isInstanceOf(RetriesExhaustedException.class)
        .hasMessageContainingAll(proxy, "https://api.invalid:443");
  }

  @Test
  void hostsThatAreExcludedAreReachedWithoutTheProxy() throws IOException {
    try (RawServer proxy = RawServer.start(responses(ok("proxy"), ok("proxy")));
        RawServer storage = RawServer.start(responses(ok("storage")))) {
      RoutedRequests requests = through(proxy.port(), USER, "127.0.0.0/8");

      assertThat(requests.fetch(storage.url() + "/a")).isEqualTo("storage");
      assertThat(storage.heads().get(0)).startsWith("GET /a ").doesNotContain("Proxy-");
      assertThat(requests.fetch("http://storage.invalid/a")).isEqualTo("proxy");
    }
  }
}
