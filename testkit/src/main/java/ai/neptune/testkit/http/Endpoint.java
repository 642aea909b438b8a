package ai.neptune.testkit.http;

/** Handles the requests of one kind. */
@FunctionalInterface
public interface Endpoint {

  /**
   * The response to a request.
   *
   * @throws ApiException if it is an error
   */
  Response handle(Request request);
}
