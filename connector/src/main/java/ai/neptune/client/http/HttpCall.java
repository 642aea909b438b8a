package ai.neptune.client.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, as it is sent once.
 *
 * @param headers without those that say where the message goes and how long it is
 * @param body the body, or null if the request has none
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record HttpCall(
    String method, HttpUrl url, Map<String, String> headers, byte @Nullable [] body) {

  public static HttpCall get(HttpUrl url, Map<String, String> headers) {
    return new HttpCall("GET", url, headers, null);
  }

  public static HttpCall post(HttpUrl url, Map<String, String> headers, byte[] body) {
    return new HttpCall("POST", url, headers, body);
  }
}
