package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/**
 * An archive of an exported project lacks something that a read needs: a file is not a whole
 * Parquet file, or the parent of a fork is missing.
 */
public class IncompleteArchiveException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public IncompleteArchiveException(String message) {
    this(message, null);
  }

  public IncompleteArchiveException(String message, @Nullable Throwable cause) {
    super("INCOMPLETE_ARCHIVE", message, cause);
  }
}
