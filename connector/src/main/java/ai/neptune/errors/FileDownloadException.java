package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/** Files could not be downloaded or written to the destination (docs/downloads.md, "Failures"). */
public class FileDownloadException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public FileDownloadException(String message) {
    this(message, null);
  }

  public FileDownloadException(String message, @Nullable Throwable cause) {
    super("FILE_DOWNLOAD", message, cause);
  }
}
