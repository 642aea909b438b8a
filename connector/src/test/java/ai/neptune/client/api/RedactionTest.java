package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        "Unrecognized token eyJhbGciOiJub25lSECRET.eyJleHAiOjE3SECRET.SECRET-_"
      })
  void hidesWhatLooksLikeASecret(String text) {
    assertThat(Redaction.redact(text)).doesNotContain("SECRET").contains("<hidden>");
  }

  @Test
  void leavesTheRestAsItIs() {
    String text = "{\"code\":400,\"message\":\"no attribute metrics/eye at step 1\"} http://h/p";

    assertThat(Redaction.redact(text)).isEqualTo(text);
  }
}
