package ai.neptune.spark.download.transfer;

import ai.neptune.spark.download.plan.PlannedFile;

/**
 * What became of one file.
 *
 * @param bytesReceived how many bytes were fetched for it
 * @param error why it failed, or null
 */
public record TransferResult(
    PlannedFile planned, TransferStatus status, long bytesReceived, String error) {

  /** Whether the file is at its final path now. */
  public boolean present() {
    return status == TransferStatus.DOWNLOADED || status == TransferStatus.KEPT;
  }
}
