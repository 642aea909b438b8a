package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/**
 * A response that does not follow the protocol; trying again would not help (docs/protocol.md, 7).
 */
public class UnexpectedResponseException extends NeptuneException {

  private static final long serialVersionUID = 1L;
  private static final int NO_STATUS = 0;

  private final int status;

  public UnexpectedResponseException(String message) {
    this(NO_STATUS, message, null);
  }

  public UnexpectedResponseException(String message, @Nullable Throwable cause) {
    this(NO_STATUS, message, cause);
  }

  /**
   * An exception for a response.
   *
   * @param status the HTTP status of the response
   */
  public UnexpectedResponseException(int status, String message, @Nullable Throwable cause) {
    super("UNEXPECTED_RESPONSE", message, cause);
    this.status = status;
  }

  /** Whether the server refused the request as invalid. */
  public boolean isBadRequest() {
    return status == 400;
  }
}
