package ai.neptune.client.api;

/**
 * A request to the API of a server.
 *
 * @param what what is asked for, in words for messages
 * @param project the project it is about, for messages, or null
 * @param path path and query string, from the server's base URL on
 * @param body what is posted, or null for a request that gets
 * @param contentType what kind of body that is
 * @param secretResponse whether messages must show nothing of the response
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record ApiRequest(
    String what,
    String project,
    String path,
    byte[] body,
    String contentType,
    boolean secretResponse) {

  /** A request that gets something about no one project. */
  public static ApiRequest get(String what, String path) {
    return new ApiRequest(what, null, path, null, "application/json", false);
  }

  /** A request that posts JSON. */
  public static ApiRequest post(String what, String project, String path, byte[] json) {
    return new ApiRequest(what, project, path, json, "application/json", false);
  }

  /** A request that posts a protobuf message. */
  public static ApiRequest postProtobuf(String what, String project, String path, byte[] message) {
    return new ApiRequest(what, project, path, message, "application/x-protobuf", false);
  }

  /** The same request, with a response that is a secret. */
  public ApiRequest withSecretResponse() {
    return new ApiRequest(what, project, path, body, contentType, true);
  }
}
