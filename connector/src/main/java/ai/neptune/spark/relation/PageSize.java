package ai.neptune.spark.relation;

import ai.neptune.spark.pages.ReadBudget;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many float series to ask for at once, so that a response is neither tiny nor huge: learned
 * from how long the series were that have been read so far.
 */
final class PageSize {

  /** A step, a value, a time, whether it is a preview, and how complete it is. */
  static final long BYTES_PER_POINT = 29;

  /** The names of a series, and what is kept of it beside its points. */
  static final long BYTES_PER_SERIES = 200;

  private static final int MAX_POINTS = 500_000;
  private static final int TARGET_POINTS = 200_000;
  private static final int FIRST_GUESS_POINTS = 1_000;

  private final int maxPoints;
  private final AtomicLong series = new AtomicLong();
  private final AtomicLong points = new AtomicLong();

  /**
   * @param maxPoints how many points a page may hold
   */
  PageSize(int maxPoints) {
    this.maxPoints = maxPoints;
  }

  /** Pages small enough that several fit into the memory of this JVM. */
  static PageSize ofJvm() {
    return new PageSize(
        (int) Math.min(MAX_POINTS, ReadBudget.ofJvm().pageBytes() / BYTES_PER_POINT));
  }

  /** How many points a page may hold. */
  int maxPoints() {
    return maxPoints;
  }

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
    return (int) Math.max(1, Math.min(TARGET_POINTS, maxPoints) / Math.max(1, average));
  }
}
