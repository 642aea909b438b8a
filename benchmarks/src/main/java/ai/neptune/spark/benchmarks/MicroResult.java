package ai.neptune.spark.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The result of the benchmark of a single class.
 *
 * @param pointsPerSecond the mean over iterations
 * @param error half the width of the 99.9 % confidence interval of the mean
 */
record MicroResult(String benchmark, String parameters, double pointsPerSecond, double error) {

  List<String> cells() {
    return List.of(
        benchmark,
        parameters,
        String.format(Locale.ROOT, "%.1f", pointsPerSecond / 1e6),
        Double.isNaN(error) ? "–" : String.format(Locale.ROOT, "%.1f", error / 1e6));
  }
}
