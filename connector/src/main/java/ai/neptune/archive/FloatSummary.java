package ai.neptune.archive;

import ai.neptune.client.FloatSeriesSummary;

/**
 * Sums up a float series while its points come by: the last is the last point, the others are over
 * finite values, the variance is that of the population.
 */
final class FloatSummary {

  private double lastStep = Double.NEGATIVE_INFINITY;
  private int lastLevel = Integer.MAX_VALUE;
  private double last;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;
  private double squares;
  private long count;

  /**
   * Adds a point.
   *
   * @param level how many forks away it was logged: at one step a run's own point is the last
   */
  void add(double step, double value, int level) {
    if (step > lastStep || (step == lastStep && level <= lastLevel)) {
      lastStep = step;
      lastLevel = level;
      last = value;
    }
    if (Double.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      count++;
      double delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
    }
  }

  FloatSeriesSummary summary() {
    return count == 0
        ? new FloatSeriesSummary(lastStep, last, null, null, null, null, null)
        : new FloatSeriesSummary(lastStep, last, min, max, mean, squares / count, null);
  }
}
