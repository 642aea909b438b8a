package ai.neptune.spark.download.transfer;

import ai.neptune.spark.download.plan.TaskBalance;
import java.util.concurrent.TimeUnit;

/**
 * How many transfers a task has in flight, if the user does not say: more while that helps. Small
 * files from a distant storage mostly wait, and many can wait at once; on a fast link, or a busy
 * processor, more transfers only get in each other's way. For one thread.
 */
final class SlotCount {

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Growth that does not pay off is tried again after so many windows. */
  private static final int PATIENCE = 20;

  private static final double WORTHWHILE = 1.1;

  private final int most;
  private int count;
  private int smaller;
  private double rateBefore;
  private int windowsToWait;
  private long windowStart;
  private long done;
  private boolean saturated = true;

  /**
   * @param first how many there are at first
   * @param most how many there may be
   * @param now in nanoseconds, of any clock
   */
  SlotCount(int first, int most, long now) {
    this.count = first;
    this.smaller = first;
    this.most = most;
    this.windowStart = now;
  }

  /**
   * Notes how far the transfers are, and returns how many there may be from now on.
   *
   * @param bytes received since this was called last
   * @param files done since then
   * @param isSaturated whether files wait for a slot; only then more slots can help
   */
  int after(long bytes, long files, boolean isSaturated, long now) {
    done += bytes + files * TaskBalance.FILE_COST;
    saturated &= isSaturated;
    long elapsed = now - windowStart;
    if (elapsed >= WINDOW_NANOS) {
      if (saturated) {
        adapt((double) done / elapsed);
      }
      done = 0;
      saturated = true;
      windowStart = now;
    }
    return count;
  }

  private void adapt(double rate) {
    if (count > smaller) {
      // The last window was the first with more of them.
      if (rate < rateBefore * WORTHWHILE) {
        count = smaller;
        windowsToWait = PATIENCE;
        return;
      }
      smaller = count;
    }
    if (windowsToWait > 0) {
      windowsToWait--;
    } else if (count < most) {
      rateBefore = rate;
      count = Math.min(most, count + count / 2);
    }
  }
}
