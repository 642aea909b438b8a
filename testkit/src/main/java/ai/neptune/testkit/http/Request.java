package ai.neptune.testkit.http;

import ai.neptune.testkit.json.JsonObject;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request, its body read.
 *
 * @param path the path, percent-decoded
 * @param query the parameters of the URL
 * @param baseUrl the address that the client used, such as {@code http://127.0.0.1:8889}
 * @param fault what goes wrong
 */
// The array is not copied: a request is read by one endpoint and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Headers headers,
    byte[] body,
    String baseUrl,
    FaultEffects fault) {

  /** The body, a JSON object. */
  public JsonObject json() {
    return JsonObject.parse(body, "body");
  }

  /** A parameter of the URL that must be there. */
  public String parameter(String name) {
    String value = query.get(name);
    if (value == null || value.isEmpty()) {
      throw ApiException.badRequest("the parameter " + name + " is missing");
    }
    return value;
  }

  /** A header, if it was sent. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The parameters of a form or of the query of a URL. */
  public static Map<String, String> parseForm(String form) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (form != null && !form.isEmpty()) {
      for (String pair : form.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decode(name), decode(value));
      }
    }
    return parameters;
  }

  static String pathOf(URI uri) {
    // A plus sign in a path is a plus sign; the decoder takes it for a blank.
    return decode(uri.getRawPath().replace("+", "%2B"));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
