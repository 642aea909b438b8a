package ai.neptune.client.api;

import ai.neptune.client.Secret;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.client.http.InvalidUrlException;
import ai.neptune.errors.InvalidApiTokenException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An API token and the server that it names (docs/protocol.md, 1).
 *
 * @param value the token as it is sent
 * @param server the server's base URL, without a trailing slash
 */
record ApiToken(Secret value, HttpUrl server) {

  /**
   * Decodes a token; white space around it does not count.
   *
   * @throws InvalidApiTokenException if the token is not base64 of a JSON object with a server's
   *     URL; the message does not repeat the token
   */
  static ApiToken decode(Secret token) {
    String text = token.reveal().strip();
    JsonNode json = json(bytes(text));
    String address = address(json, "api_url");
    if (address == null) {
      address = address(json, "api_address");
    }
    if (address == null) {
      throw invalid("it names no server: neither api_url nor api_address is in it");
    }
    return new ApiToken(new Secret(text), server(address));
  }

  private static byte[] bytes(String text) {
    if (text.isEmpty()) {
      throw invalid("it is empty");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw invalid("it is not base64");
    }
  }

  private static JsonNode json(byte[] bytes) {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw invalid("its content is not JSON");
    }
    if (!json.isObject()) {
      throw invalid("its content is not a JSON object");
    }
    return json;
  }

  private static @Nullable String address(JsonNode json, String field) {
    JsonNode address = json.path(field);
    return address.isTextual() && !address.textValue().isBlank()
        ? address.textValue().strip()
        : null;
  }

  /** A base URL without the slashes at its end. */
  static String withoutSlashes(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }

  private static HttpUrl server(String address) {
    try {
      HttpUrl server = HttpUrl.parse(withoutSlashes(address));
      if (server.target().indexOf('?') < 0) {
        return server;
      }
      throw invalid("the server's URL in it has a query string");
    } catch (InvalidUrlException e) {
      throw invalid("the server in it is not an http or https URL: " + e.getMessage());
    }
  }

  private static InvalidApiTokenException invalid(String reason) {
    return new InvalidApiTokenException(
        "The API token is invalid: "
            + reason
            + ". Copy it again from your Neptune user menu, without changes.");
  }
}
