package ai.neptune.testkit.api;

import ai.neptune.testkit.json.JsonDocuments;
import ai.neptune.testkit.json.JsonObject;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The API token of the server: base64 of a JSON object (docs/protocol.md, 1). */
public record ApiToken(String url, String key) {

  /** The token as users hold it. */
  public String encoded() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("api_address", url);
    fields.put("api_url", url);
    fields.put("api_key", key);
    try {
      return Base64.getEncoder().encodeToString(JsonDocuments.MAPPER.writeValueAsBytes(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key in a token, if it is one. */
  static Optional<String> keyOf(String encoded) {
    try {
      byte[] json = Base64.getDecoder().decode(encoded.strip());
      return JsonObject.parse(json, "token").optionalString("api_key");
    } catch (IllegalArgumentException e) {
      // Neither base64 nor JSON, or another document.
      return Optional.empty();
    }
  }
}
