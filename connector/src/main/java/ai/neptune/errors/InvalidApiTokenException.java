package ai.neptune.errors;

/**
 * The value is not an API token: it cannot be decoded, or names no server (docs/protocol.md, 1).
 */
public class InvalidApiTokenException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidApiTokenException(String message) {
    super("INVALID_API_TOKEN", message, null);
  }
}
