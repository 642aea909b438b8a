package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/**
 * Runs could not be exported, or not be written to the destination (docs/exports.md, "Failures").
 */
public class ExportException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public ExportException(String message) {
    this(message, null);
  }

  public ExportException(String message, @Nullable Throwable cause) {
    super("EXPORT", message, cause);
  }
}
