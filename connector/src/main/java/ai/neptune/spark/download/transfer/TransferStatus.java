package ai.neptune.spark.download.transfer;

import java.util.Locale;

/** How the download of one file ended; the manifest has it in lower case. */
public enum TransferStatus {
  /** The file was fetched and published. */
  DOWNLOADED,
  /** The file was complete from an earlier download. */
  KEPT,
  /** The storage holds no such blob. */
  MISSING,
  /** The file could not be fetched or written; the error says why. */
  FAILED;

  /** The status with a {@link #text()}. */
  public static TransferStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
