package ai.neptune.testkit.http;

/** A request that fails with an error of the API (docs/protocol.md, 7). */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorType;

  /** An error of a status and a type. */
  public ApiException(int status, String errorType, String message) {
    super(message, null, false, false);
    this.status = status;
    this.errorType = errorType;
  }

  /** A malformed request: status 400. */
  public static ApiException badRequest(String message) {
    return new ApiException(400, "BAD_REQUEST", message);
  }

  /** A project that does not exist: status 403. */
  public static ApiException accessDenied(String project) {
    return new ApiException(
        403, "ACCESS_DENIED", "project " + project + " does not exist or may not be read");
  }

  Response response() {
    return Response.error(status, errorType, String.valueOf(getMessage()));
  }
}
