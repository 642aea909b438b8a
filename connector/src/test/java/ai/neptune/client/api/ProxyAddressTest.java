package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.ProxySettings;
import ai.neptune.client.Secret;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy, 3128, ",
    "HTTP://Proxy_1:3128/, proxy_1, 3128, ",
    "' proxy.example:80 ', proxy.example, 80, ",
    "[::1]:8080, ::1, 8080, ",
    "http://user:password@proxy:1, proxy, 1, user:password",
    "http://corp%5Cuser:p%40ss+%3A@proxy:1, proxy, 1, corp\\user:p@ss+:",
    "http://user:p@ss@proxy:1, proxy, 1, user:p@ss"
  })
  void isReadAsUsersWriteIt(String text, String host, int port, String credentials) {
    Secret secret = credentials == null ? null : new Secret(credentials);

    assertThat(ProxyAddress.parse(text, List.of("x")))
        .hasValue(new ProxySettings(host, port, secret, List.of("x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy",
        "http://proxy",
        "https://proxy:1",
        "socks5://proxy:1",
        "http://proxy:0",
        "http://proxy:65536",
        "http://proxy:1/path",
        "http://a b:1",
        "http://u:%zz@proxy:1",
        "[::1]"
      })
  void anythingElseIsNotOne(String text) {
    assertThat(ProxyAddress.parse(text, List.of())).isEmpty();
  }
}
