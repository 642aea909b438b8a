package ai.neptune.testkit.model;

import org.jspecify.annotations.Nullable;

/**
 * The aggregates of a float series of a run (docs/protocol.md, 3). {@code last} is the last
 * ordinary point; the others are taken over the finite ordinary points, and are null where there is
 * none.
 */
public record FloatAggregates(
    @Nullable Double lastStep,
    @Nullable Double last,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double average,
    @Nullable Double variance,
    boolean hasPreview) {

  /** The aggregate of a name: last, min, max, average or variance. */
  public @Nullable Double get(Aggregate aggregate) {
    return switch (aggregate) {
      case LAST -> last;
      case MIN -> min;
      case MAX -> max;
      case AVERAGE -> average;
      case VARIANCE -> variance;
    };
  }

  static FloatAggregates of(SeriesView<FloatSeries> view) {
    boolean hasPreview = false;
    Double lastStep = null;
    Double last = null;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double mean = 0;
    double squares = 0;
    long count = 0;
    for (SeriesView.Piece<FloatSeries> piece : view.pieces()) {
      FloatSeries series = piece.series();
      int to = Math.min(piece.to(), series.ordinaryCount());
      hasPreview |= to < piece.to();
      for (int i = piece.from(); i < to; i++) {
        double value = series.value(i);
        if (Double.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
          count++;
          double delta = value - mean;
          mean += delta / count;
          squares += delta * (value - mean);
        }
      }
      if (to > piece.from()) {
        lastStep = series.step(to - 1);
        last = series.value(to - 1);
      }
    }
    return count == 0
        ? new FloatAggregates(lastStep, last, null, null, null, null, hasPreview)
        : new FloatAggregates(lastStep, last, min, max, mean, squares / count, hasPreview);
  }
}
