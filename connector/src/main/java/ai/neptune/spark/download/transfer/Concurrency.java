package ai.neptune.spark.download.transfer;

import ai.neptune.spark.options.DownloadOptions;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many transfers a task has in flight.
 *
 * @param first how many at first, if there is room in the JVM
 * @param most how many at most; their number adapts
 */
public record Concurrency(int first, int most) implements Serializable {

  /** Up to as many as the user says, or a number that grows as far as it helps if that is null. */
  public static Concurrency of(@Nullable Integer wanted) {
    return wanted == null
        ? new Concurrency(
            DownloadOptions.DEFAULT_CONCURRENCY, DownloadOptions.MAX_ADAPTED_CONCURRENCY)
        : new Concurrency(wanted, wanted);
  }
}
