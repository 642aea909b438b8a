package ai.neptune.client;

import org.jspecify.annotations.Nullable;

/**
 * A bucket of a float series that holds points.
 *
 * @param from its start, exclusive; may be negative infinity
 * @param to its end, inclusive; may be infinite
 * @param first its first finite point, or null if it has none
 * @param last its last finite point, or null if it has none
 * @param points the number of its points, finite or not
 */
public record SeriesBucket(
    double from, double to, @Nullable Point first, @Nullable Point last, long points) {

  /** A point: its step and its value. */
  public record Point(double x, double y) {}
}
