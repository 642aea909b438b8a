package ai.neptune.spark.relation;

import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bucket as it is shown: the first is closed on both sides, the others are open at the left.
 *
 * @param point its first finite point if it is the first of its series, else its last; or null
 */
record BucketRow(
    Named<SeriesKey> series, double start, double end, SeriesBucket.@Nullable Point point) {

  /**
   * The buckets of a series. The server's first ends where the range begins, so that it holds the
   * points at that very step: it is joined with the second.
   *
   * @param steps the range that was divided
   * @param count into how many buckets of equal width
   */
  static List<BucketRow> of(
      Named<SeriesKey> series, List<SeriesBucket> read, StepRange steps, int count) {
    List<SeriesBucket> buckets = new ArrayList<>(read);
    buckets.sort(Comparator.comparingDouble(SeriesBucket::from));
    List<BucketRow> rows = new ArrayList<>();
    double from = Objects.requireNonNull(steps.from());
    double to = Objects.requireNonNull(steps.to());
    double width = (to - from) / count;
    for (int i = 0; i < buckets.size(); i++) {
      SeriesBucket bucket = buckets.get(i);
      SeriesBucket.Point point = i == 0 ? bucket.first() : bucket.last();
      boolean isBeforeRange = bucket.to() <= from;
      boolean isAtStart = bucket.from() <= from;
      if (isAtStart && !rows.isEmpty()) {
        BucketRow joined = rows.get(0);
        SeriesBucket.Point kept = joined.point == null ? bucket.first() : joined.point;
        rows.set(0, new BucketRow(series, joined.start, bucket.to(), kept));
      } else if (isBeforeRange) {
        rows.add(new BucketRow(series, from, from + width, point));
      } else {
        double end = width == 0 ? to : bucket.to();
        rows.add(new BucketRow(series, bucket.from(), end, point));
      }
    }
    return rows;
  }
}
