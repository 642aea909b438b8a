package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/**
 * The DataFrame given to {@code downloadFiles} does not say which files to download
 * (docs/downloads.md, "What is downloaded").
 */
public class InvalidFilesException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidFilesException(String message) {
    this(message, null);
  }

  public InvalidFilesException(String message, @Nullable Throwable cause) {
    super("INVALID_FILES", message, cause);
  }
}
