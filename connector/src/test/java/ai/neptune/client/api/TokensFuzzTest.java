package ai.neptune.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.Secret;
import ai.neptune.client.wire.MalformedResponseException;
import ai.neptune.errors.InvalidApiTokenException;
import java.io.IOException;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text makes the parsing of tokens fail in another way than it says, or show the text. */
class TokensFuzzTest {

  private static final int TELLING_LENGTH = 12;

  @Property(tries = 3_000)
  void anApiTokenIsTakenOrInvalid(@ForAll("json") String json, @ForAll boolean encoded) {
    String token = encoded ? Base64.getEncoder().encodeToString(json.getBytes(UTF_8)) : json;
    try {
      assertThat(ApiToken.decode(new Secret(token)).server().toString()).startsWith("http");
    } catch (InvalidApiTokenException e) {
      if (token.length() > TELLING_LENGTH) {
        assertThat(e.getMessage()).doesNotContain(token);
      }
    }
  }

  @Property(tries = 3_000)
  void anAccessTokenIsTakenOrMalformed(@ForAll("json") String claims) throws IOException {
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));
    try {
      assertThat(AccessToken.parse("e30." + payload + ".s", "refresh").expiry()).isNotNull();
    } catch (MalformedResponseException e) {
      assertThat(e.getMessage()).startsWith("the access token");
    }
  }

  @Provide
  static Arbitrary<String> json() {
    Arbitrary<String> values =
        Arbitraries.of(
            "1",
            "-1",
            "1e300",
            "1e-300",
            "99999999999999999999999",
            "\"http://h\"",
            "\"\"",
            "\"file:///x\"",
            "\"http://h:99999\"",
            "\"//\"",
            "null",
            "[]",
            "{}",
            "true",
            "\"http://u:p@h/\"",
            "\"HTTPS://h/a///\"",
            "\"http://h?a=b\"",
            "\"\\u0000\"");
    Arbitrary<String> names = Arbitraries.of("api_url", "api_address", "exp", "azp", "iss", "x");
    Arbitrary<String> fields =
        Combinators.combine(names, values).as((n, v) -> "\"" + n + "\":" + v);
    return Arbitraries.oneOf(
        fields.list().ofMaxSize(4).map(list -> "{" + String.join(",", list) + "}"),
        Arbitraries.strings().ofMaxLength(100));
  }
}
