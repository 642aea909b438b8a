package ai.neptune.client;

/**
 * The points of several float series in one response. The points of a series are consecutive, in
 * the order of the query. They are numbered across all series and stored in {@linkplain PointBlock
 * blocks} by their numbers: every block but the last is full.
 */
public interface FloatSeriesPoints {

  /** The number of series in the query. A series is identified by its position there. */
  int seriesCount();

  /** The number of a series' first point. */
  int start(int series);

  /** The number of points of a series; 0 for one that does not exist. */
  int count(int series);

  /** The number of all points, including those that belong to no series. */
  int size();

  /** The block that holds the points from number {@code index * PointBlock.CAPACITY} on. */
  PointBlock block(int index);

  /** A point's step. */
  default double step(int point) {
    return block(point / PointBlock.CAPACITY).steps()[point % PointBlock.CAPACITY];
  }

  /** A copy of the steps of some points. */
  double[] steps(int from, int to);

  /** A copy of the values of some points. */
  double[] values(int from, int to);

  /** Gives all blocks back. Their contents may not be read afterwards. */
  void release();
}
