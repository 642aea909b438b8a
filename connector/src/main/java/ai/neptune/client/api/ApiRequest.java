package ai.neptune.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request to the API of a server.
 *
 * @param what the request in words, for messages
 * @param project the project that the request is about, for messages; or null
 * @param path path and query string, relative to the server's base URL
 * @param body what is posted, or null for a GET
 * @param contentType the media type of the body
 * @param secretResponse whether messages must show nothing of the response
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record ApiRequest(
    String what,
    @Nullable String project,
    String path,
    byte @Nullable [] body,
    String contentType,
    boolean secretResponse) {

  /** A request that gets something about no one project. */
  public static ApiRequest get(String what, String path) {
    return new ApiRequest(what, null, path, null, "application/json", false);
  }

  /** A request that posts JSON. */
  public static ApiRequest post(String what, @Nullable String project, String path, byte[] json) {
    return new ApiRequest(what, project, path, json, "application/json", false);
  }

  /** A request that posts a protobuf message. */
  public static ApiRequest postProtobuf(
      String what, @Nullable String project, String path, byte[] message) {
    return new ApiRequest(what, project, path, message, "application/x-protobuf", false);
  }

  /** The same request, whose response is a secret. */
  public ApiRequest withSecretResponse() {
    return new ApiRequest(what, project, path, body, contentType, true);
  }
}
