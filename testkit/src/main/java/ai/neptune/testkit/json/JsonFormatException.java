package ai.neptune.testkit.json;

/** A malformed JSON document. The message names the place. */
public final class JsonFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An error with a message that names the place. */
  public JsonFormatException(String message) {
    super(message);
  }

  /** An error with its cause. */
  public JsonFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
