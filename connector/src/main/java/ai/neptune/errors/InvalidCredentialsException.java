package ai.neptune.errors;

/** The server rejected the API token, or the access token that it had issued for it. */
public class InvalidCredentialsException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidCredentialsException(String message) {
    super("INVALID_CREDENTIALS", message, null);
  }
}
