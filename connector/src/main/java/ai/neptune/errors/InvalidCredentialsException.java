package ai.neptune.errors;

/** The server rejected the API token, or the access made from it. */
public class InvalidCredentialsException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidCredentialsException(String message) {
    this(message, null);
  }

  public InvalidCredentialsException(String message, Throwable cause) {
    super("INVALID_CREDENTIALS", message, cause);
  }
}
