package ai.neptune.spark.download;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.transfer.ErrorText;

/** What a download says when it fails as a whole. */
final class JobFailure {

  private JobFailure() {}

  /** The failure of Spark's tasks, without Spark's wrapping where it is ours. */
  static RuntimeException of(Exception e, Destination destination) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException ours) {
        return ours;
      }
      if (cause instanceof DestinationException broken) {
        return new FileDownloadException(
            "The download to %s was given up: %s"
                .formatted(destination.root(), ErrorText.of(broken)),
            e);
      }
    }
    return new FileDownloadException(
        "The download to %s failed: %s".formatted(destination.root(), ErrorText.of(e)), e);
  }
}
