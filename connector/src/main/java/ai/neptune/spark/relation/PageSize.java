package ai.neptune.spark.relation;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many series to ask for at once, so that a response is neither tiny nor huge: learned from how
 * long the series were that have been read so far.
 */
final class PageSize {

  private static final int TARGET_POINTS = 200_000;
  private static final int FIRST_GUESS_POINTS = 1_000;

  private final AtomicLong series = new AtomicLong();
  private final AtomicLong points = new AtomicLong();

  /** Notes how many points came of a series; {@code first} when it was asked for the first time. */
  void observe(boolean first, int count) {
    if (first) {
      series.incrementAndGet();
    }
    points.addAndGet(count);
  }

  /** How many series a response of the target size holds. */
  int seriesPerRequest() {
    long seen = series.get();
    long average = seen == 0 ? FIRST_GUESS_POINTS : points.get() / seen;
    return (int) Math.max(1, TARGET_POINTS / Math.max(1, average));
  }
}
