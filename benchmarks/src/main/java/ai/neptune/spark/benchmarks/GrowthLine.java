package ai.neptune.spark.benchmarks;

import java.util.List;

/**
 * How the connector's time and memory grow with the work of one workload.
 *
 * @param title the work at the factor 1, in words
 */
record GrowthLine(String title, List<Point> points) {

  /**
   * A measurement.
   *
   * @param factor the multiple of the work
   * @param liveHeap the peak of the live heap in bytes
   */
  record Point(double factor, double seconds, long liveHeap) {}
}
