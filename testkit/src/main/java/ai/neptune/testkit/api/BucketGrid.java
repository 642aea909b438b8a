package ai.neptune.testkit.api;

import ai.neptune.protocol.Bucket;
import ai.neptune.testkit.model.FloatSeries;
import ai.neptune.testkit.model.SeriesView;
import java.util.ArrayList;
import java.util.List;

/**
 * Buckets over a range of steps: up to its begin, {@code maxBuckets − 1} of one width, and beyond
 * its end; open at the left, closed at the right. A range of one step has one bucket, from it on
 * (docs/protocol.md, 4.7).
 */
record BucketGrid(double from, double to, int maxBuckets) {

  /** The buckets of a series that have points, in order. */
  List<Bucket> fill(SeriesView<FloatSeries> points) {
    List<Bucket> filled = new ArrayList<>();
    BucketFill current = null;
    int currentIndex = -1;
    for (SeriesView.Piece<FloatSeries> piece : points.pieces()) {
      FloatSeries series = piece.series();
      for (int i = piece.from(); i < piece.to(); i++) {
        double step = series.step(i);
        if (current == null || (from < to && step > end(currentIndex))) {
          if (current != null) {
            filled.add(current.bucket());
          }
          currentIndex = indexOf(step);
          current = new BucketFill(currentIndex, begin(currentIndex), end(currentIndex));
        }
        current.add(step, series.value(i));
      }
    }
    if (current != null) {
      filled.add(current.bucket());
    }
    return filled;
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
