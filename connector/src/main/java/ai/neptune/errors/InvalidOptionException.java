package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/** An option that does not exist, or whose value is not allowed; nothing was read. */
public class InvalidOptionException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidOptionException(String message) {
    this(message, null);
  }

  public InvalidOptionException(String message, @Nullable Throwable cause) {
    super("INVALID_OPTION", message, cause);
  }
}
