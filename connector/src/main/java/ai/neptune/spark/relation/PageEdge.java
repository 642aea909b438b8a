package ai.neptune.spark.relation;

import ai.neptune.client.FloatSeriesPoints;

/**
 * The edge of a page of points. The next page begins behind a step, so a page that ended between
 * two points of one step, as there may be where a run was forked, would lose the second (see
 * docs/protocol.md, 2).
 */
final class PageEdge {

  private PageEdge() {}

  /**
   * How many of the first {@code limit} points of a series to take, when it goes on behind them:
   * those before their last step, which is read again with the next page.
   *
   * @return 0 if all of them are at one step
   */
  static int wholeSteps(FloatSeriesPoints points, int series, int limit) {
    int start = points.start(series);
    int count = limit;
    double lastStep = points.step(start + limit - 1);
    while (count > 0 && Double.compare(points.step(start + count - 1), lastStep) == 0) {
      count--;
    }
    return count;
  }
}
