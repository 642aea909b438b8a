package ai.neptune.archive;

import ai.neptune.client.SeriesBucket;
import ai.neptune.client.StepRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Buckets over a range of steps: up to its begin, {@code maxBuckets - 1} of one width, and beyond
 * its end; open at the left, closed at the right. A range of one step has one bucket, from it on
 * (docs/protocol.md, 4.7).
 */
record BucketGrid(double from, double to, int maxBuckets) {

  static BucketGrid of(StepRange range, int maxBuckets) {
    return new BucketGrid(range.from(), range.to(), maxBuckets);
  }

  /** The buckets of one series, filled while its points come by in ascending order. */
  final class Filling {
    private final List<SeriesBucket> full = new ArrayList<>();
    private int index = -1;
    private SeriesBucket.Point first;
    private SeriesBucket.Point last;
    private long points;

    void add(double step, double value) {
      if (points == 0 || (from < to && step > end(index))) {
        close();
        index = indexOf(step);
      }
      points++;
      if (Double.isFinite(value)) {
        last = new SeriesBucket.Point(step, value);
        first = first == null ? last : first;
      }
    }

    /** The buckets that have points, in order. */
    List<SeriesBucket> buckets() {
      close();
      return full;
    }

    private void close() {
      if (points > 0) {
        full.add(new SeriesBucket(begin(index), end(index), first, last, points));
        first = null;
        last = null;
        points = 0;
      }
    }
  }

  private int indexOf(double step) {
    if (from == to || step <= from) {
      return 0;
    }
    if (step > to) {
      return maxBuckets;
    }
    int index = (int) Math.ceil((step - from) / width());
    index = Math.max(1, Math.min(index, maxBuckets - 1));
    // The quotient may be rounded across a border.
    while (step <= begin(index)) {
      index--;
    }
    while (step > end(index)) {
      index++;
    }
    return index;
  }

  private double begin(int index) {
    if (from == to) {
      return from;
    }
    return index == 0 ? Double.NEGATIVE_INFINITY : end(index - 1);
  }

  private double end(int index) {
    if (from == to || index == maxBuckets) {
      return Double.POSITIVE_INFINITY;
    }
    return index == maxBuckets - 1 ? to : from + width() * index;
  }

  private double width() {
    return (to - from) / (maxBuckets - 1);
  }
}
