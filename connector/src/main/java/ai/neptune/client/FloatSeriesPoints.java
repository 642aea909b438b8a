package ai.neptune.client;

/**
 * The points of several float series, as one response gave them. The points of a series stand
 * together, in the order of the query. They are numbered through all series, and lie in {@linkplain
 * PointBlock blocks} by their numbers: every block but the last is full.
 */
public interface FloatSeriesPoints {

  /** How many series the query named; a series is known by its position there. */
  int seriesCount();

  /** The number of a series' first point. */
  int start(int series);

  /** How many points of a series there are; 0 for one that does not exist. */
  int count(int series);

  /** How many points there are in all; those of no series, if a server sends such, included. */
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

  /** Gives all blocks back; what they hold may not be looked at any more. */
  void release();
}
