package ai.neptune.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see https://s3.host/bucket/key?X-Amz-Signature=SECRET&x=SECRET now",
        "{\"url\":\"https:\\/\\/s3.host\\/key?sig=SECRET\"}",
        "{\"accessToken\": \"SECRET\"}",
        "{\"refresh_token\":\"SECRET",
        "Authorization: Bearer SECRET",
        "x-neptune-api-token: SECRET",
        "password='SECRET words SECRET'",
        "https://s3.host/a?b=SECRET and https://s3.host/c?d=SECRET",
        "{\"url\":\"https://s3.host/key\\\\u003fsig=SECRET\\\\u0026x=SECRET\"}",
        "{\\\"token\\\":\\\"SECRET\\\"}",
        "proxy http://SECRET:SECRET@proxy:3128/",
        "HTTP://SECRET@h?SECRET",
        "Proxy-Authorization: Basic SECRET",
        "Authorization: Digest username=x, response=SECRET",
        "Set-Cookie: session=SECRET; Path=/SECRET",
        "?sv=2020&sig=SECRET",
        "client_secret = SECRET",
        "Unrecognized token eyJhbGciOiJub25lSECRET.eyJleHAiOjE3SECRET.SECRET-_"
      })
  void hidesWhatLooksLikeASecret(String text) {
    assertThat(Redaction.redact(text)).doesNotContain("SECRET").contains("<hidden>");
  }

  /** Regular expressions took minutes for each of these. */
  @ParameterizedTest
  @ValueSource(
      strings = {"x", "token", "http:/", "http://", "ey", "eyJ", "token ", "\\", "token=\\"})
  @Timeout(30)
  void takesTimeInProportionToTheLength(String repeated) {
    assertThat(Redaction.redact(repeated.repeat(1 << 20))).isNotEmpty();
  }

  @Test
  void leavesTheRestAsItIs() {
    String text =
        "{\"code\":400,\"message\":\"no attribute metrics/eye at step 1\"} http://h/p"
            + " https://h:1 metrics/eyebrow_left_position_x tokens: 3; https: it's ?";

    assertThat(Redaction.redact(text)).isEqualTo(text);
  }
}
