package ai.neptune.client;

/**
 * A bucket of a float series that holds points.
 *
 * @param from where it begins, exclusive; may be negative infinity
 * @param to where it ends, inclusive; may be infinite
 * @param first its first finite point, or null if it has none
 * @param last its last finite point, or null if it has none
 * @param points how many points it holds, finite or not
 */
public record SeriesBucket(double from, double to, Point first, Point last, long points) {

  /** A point: its step and its value. */
  public record Point(double x, double y) {}
}
