package ai.neptune.spark.download.plan;

import java.io.Serializable;

/**
 * When a download may have published files, in milliseconds of the destination's own clock.
 *
 * @param from no file was published before
 * @param until no file was published after; {@link Long#MAX_VALUE} if the download did not finish
 */
public record DownloadSpan(long from, long until) implements Serializable {

  boolean isFinished() {
    return until < Long.MAX_VALUE;
  }

  /**
   * Whether a file may have been published by the download, by its time of modification. A file
   * system rounds all its times in the same way, so equal times leave it open which came first.
   */
  boolean mayHavePublishedAt(long modified) {
    return from <= modified && modified <= until;
  }
}
