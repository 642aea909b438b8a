package ai.neptune.archive.file;

import java.io.IOException;
import java.nio.BufferUnderflowException;

/** A file that is there and is not what an export writes: no Parquet, cut off, other columns. */
public final class UnreadableFileException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableFileException(String message, Throwable cause) {
    super(message, cause);
  }

  static UnreadableFileException ofRowGroup(int index, Exception cause) {
    return new UnreadableFileException(
        "its row group %d cannot be decoded: %s".formatted(index, reason(cause)), cause);
  }

  /** What reads beyond the end of a page has no message of its own. */
  private static String reason(Exception cause) {
    if (cause instanceof BufferUnderflowException || cause instanceof IndexOutOfBoundsException) {
      return "a page ends too early, or has numbers that are too large";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
