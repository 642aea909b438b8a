package ai.neptune.client;

/**
 * The points of several float series in columns, as one answer gave them. The points of a series
 * stand together, in the order of the query; arrays may be longer than what is used of them.
 */
public interface FloatSeriesPoints {

  /** How many series the query named; a series is known by its position there. */
  int seriesCount();

  /** The position of a series' first point in the columns. */
  int start(int series);

  /** How many points of a series there are; 0 for one that does not exist. */
  int count(int series);

  /** Steps. */
  double[] steps();

  /** Values; NaN and infinities as they are. */
  double[] values();

  /** Times in epoch milliseconds. */
  long[] timestampsMillis();

  /** Whether points are previews. */
  boolean[] previews();

  /** How complete points are: 1.0 for ordinary points, below for previews. */
  float[] completions();
}
