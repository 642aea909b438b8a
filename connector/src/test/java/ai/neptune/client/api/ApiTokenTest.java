package ai.neptune.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidApiTokenException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'api_url':'https://a.b','api_address':'https://c.d'} | https://a.b",
        "{'api_address':'https://c.d'}                         | https://c.d",
        "{'api_url':'','api_address':'http://c.d:80/'}         | http://c.d:80",
        "{'api_url':'https://a.b/neptune//','api_key':'k'}     | https://a.b/neptune"
      })
  void namesTheServer(String json, String server) {
    assertThat(decode(json).server()).hasToString(server);
  }

  @Test
  void whiteSpaceAroundItDoesNotCount() {
    String token = encode("{'api_url':'https://a.b'}");

    assertThat(ApiToken.decode(new Secret(" \n" + token + "\n")).value().reveal()).isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    "'not base64!', it is not base64",
    "bm90IEpTT04tLXNlY3JldA==, is not JSON",
    "WzFd, is not a JSON object"
  })
  void saysWhatIsWrongWithItWithoutShowingIt(String token, String reason) {
    assertThatThrownBy(() -> ApiToken.decode(new Secret(token)))
        .isInstanceOf(InvalidApiTokenException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'api_key':'secret'}",
        "{'api_url':5}",
        "{'api_url':'file:///secret'}",
        "{'api_url':'https://user:secret@a.b'}",
        "{'api_url':'https://a b secret'}"
      })
  void mustLeadToAServer(String json) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(InvalidApiTokenException.class)
        .hasMessageContaining("server")
        .hasMessageNotContaining("secret");
  }

  @Test
  void itsTextShowsNothing() {
    assertThat(decode("{'api_url':'https://a.b'}").toString()).doesNotContain(encode("{'api"));
  }

  private static ApiToken decode(String json) {
    return ApiToken.decode(new Secret(encode(json)));
  }

  private static String encode(String json) {
    return Base64.getEncoder().encodeToString(json.replace('\'', '"').getBytes(UTF_8));
  }
}
