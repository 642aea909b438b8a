package ai.neptune.client.http;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request, as it is sent once.
 *
 * @param url an http or https URL with a host
 * @param headers without those that say where the message goes and how long it is
 * @param body what is sent with it, or null if it has no body
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record HttpCall(String method, URI url, Map<String, String> headers, byte[] body) {

  public static HttpCall get(URI url, Map<String, String> headers) {
    return new HttpCall("GET", url, headers, null);
  }

  public static HttpCall post(URI url, Map<String, String> headers, byte[] body) {
    return new HttpCall("POST", url, headers, body);
  }
}
