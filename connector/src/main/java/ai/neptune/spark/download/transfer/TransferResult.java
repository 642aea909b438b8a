package ai.neptune.spark.download.transfer;

import ai.neptune.spark.download.plan.PlannedFile;
import ai.neptune.spark.download.plan.WrittenFile;
import org.jspecify.annotations.Nullable;

/**
 * How the transfer of one file ended.
 *
 * @param bytesReceived how many bytes were fetched for it
 * @param error why it failed, or null
 * @param written what the destination says about the file, or null if it is not there or the
 *     destination does not say
 */
public record TransferResult(
    PlannedFile planned,
    TransferStatus status,
    long bytesReceived,
    @Nullable String error,
    @Nullable WrittenFile written) {

  static TransferResult failed(PlannedFile planned, TransferStatus status, Throwable error) {
    return new TransferResult(planned, status, 0, ErrorText.of(error), null);
  }

  /** Whether the file is at its final path now. */
  public boolean present() {
    return status == TransferStatus.DOWNLOADED || status == TransferStatus.KEPT;
  }
}
