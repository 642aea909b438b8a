package ai.neptune.spark.download.transfer;

import java.util.Locale;

/** How the download of one file ended; the manifest holds it in lower case. */
public enum TransferStatus {
  /** The file was fetched and published. */
  DOWNLOADED,
  /** The file was complete from an earlier download. */
  KEPT,
  /** The storage holds no such blob. */
  MISSING,
  /** The file could not be had; the error says why. */
  FAILED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
