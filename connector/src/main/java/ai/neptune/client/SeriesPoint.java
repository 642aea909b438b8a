package ai.neptune.client;

/**
 * A point of a string, histogram or file series.
 *
 * @param timestampMillis its time, or {@link #NO_TIME} where nobody knows
 * @param value a String, {@link Histogram} or {@link FileRef}
 */
public record SeriesPoint(long timestampMillis, double step, Object value) {

  /** Stands for the time of a point whose time was not recorded. */
  public static final long NO_TIME = Long.MIN_VALUE;
}
