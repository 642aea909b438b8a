package ai.neptune.spark.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param ticks the values with a label, ascending; the first and the last are its ends
 */
record LogAxis(List<Double> ticks) {

  private static final double[] DECIMAL_STEPS = {1, 2, 5};

  /** An axis with a tick for each value, which are ascending. */
  static LogAxis at(List<Double> values) {
    return new LogAxis(values);
  }

  /** An axis with ticks at 1, 2 and 5 times powers of ten that holds all values. */
  static LogAxis decimal(List<Double> values) {
    int power = (int) Math.floor(Math.log10(min(values)));
    List<Double> candidates = new ArrayList<>();
    for (; Math.pow(10, power - 1) < max(values); power++) {
      for (double step : DECIMAL_STEPS) {
        candidates.add(step * Math.pow(10, power));
      }
    }
    return around(values, candidates);
  }

  /** An axis with ticks at powers of two that holds all values. */
  static LogAxis binary(List<Double> values) {
    List<Double> candidates = new ArrayList<>();
    for (int power = Math.getExponent(min(values));
        power <= Math.getExponent(max(values)) + 1;
        power++) {
      candidates.add(Math.scalb(1.0, power));
    }
    return around(values, candidates);
  }

  /** Where a value is on the axis: 0 at its begin, 1 at its end. */
  double position(double value) {
    double first = Math.log(ticks.get(0));
    double last = Math.log(ticks.get(ticks.size() - 1));
    return first == last ? 0 : (Math.log(value) - first) / (last - first);
  }

  private static LogAxis around(List<Double> values, List<Double> candidates) {
    double from =
        candidates.stream().filter(c -> c <= min(values)).reduce(Double::max).orElseThrow();
    double to = candidates.stream().filter(c -> c >= max(values)).reduce(Double::min).orElseThrow();
    return new LogAxis(candidates.stream().filter(c -> c >= from && c <= to).toList());
  }

  private static double min(List<Double> values) {
    return values.stream().reduce(Double::min).orElseThrow();
  }

  private static double max(List<Double> values) {
    return values.stream().reduce(Double::max).orElseThrow();
  }
}
