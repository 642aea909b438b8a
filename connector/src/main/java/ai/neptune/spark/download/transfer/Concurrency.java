package ai.neptune.spark.download.transfer;

import ai.neptune.spark.options.DownloadOptions;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many transfers a task has in flight.
 *
 * @param first how many at first
 * @param most how many at most; their number adapts if it is larger
 */
public record Concurrency(int first, int most) implements Serializable {

  /** As many as the user says, or a number that adapts if that is null. */
  public static Concurrency of(@Nullable Integer wanted) {
    return wanted == null
        ? new Concurrency(
            DownloadOptions.DEFAULT_CONCURRENCY, DownloadOptions.MAX_ADAPTED_CONCURRENCY)
        : new Concurrency(wanted, wanted);
  }
}
