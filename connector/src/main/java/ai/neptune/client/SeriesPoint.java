package ai.neptune.client;

/**
 * A point of a string, histogram or file series.
 *
 * @param value a String, {@link Histogram} or {@link FileRef}
 */
public record SeriesPoint(long timestampMillis, double step, Object value) {}
