package ai.neptune.spark.benchmarks;

import java.util.Arrays;

/** The minimum, median and maximum of some figures. */
record Spread(double min, double median, double max) {

  static Spread of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }
}
