package ai.neptune.archive.file;

import java.io.IOException;

/** A file that is there and is not what an export writes: no Parquet, cut off, other columns. */
public final class UnreadableFileException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableFileException(String message, Throwable cause) {
    super(message, cause);
  }

  static UnreadableFileException ofRowGroup(int index, Exception cause) {
    return new UnreadableFileException(
        "its row group %d cannot be decoded: %s".formatted(index, cause.getMessage()), cause);
  }
}
