package ai.neptune.errors;

/** The API token is not one: it cannot be decoded, or names no server (docs/protocol.md, 1). */
public class InvalidApiTokenException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidApiTokenException(String message) {
    this(message, null);
  }

  public InvalidApiTokenException(String message, Throwable cause) {
    super("INVALID_API_TOKEN", message, cause);
  }
}
