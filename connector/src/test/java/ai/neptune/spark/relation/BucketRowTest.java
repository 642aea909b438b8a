package ai.neptune.spark.relation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BucketRowTest {

  private static final Named<SeriesKey> SERIES =
      new Named<>("gull", new SeriesKey(new RunIdentifier("team/project", "P-1"), "loss"));

  @Test
  void theFirstBucketGivesItsFirstFinitePointAlsoBehindOthers() {
    // [0,NaN] [1,10] [2,20] [3,30] [50,50] [100,100], divided in two
    List<BucketRow> rows =
        rows(
            bucket(Double.NEGATIVE_INFINITY, 0, null, null),
            bucket(0, 50, point(1, 10), point(50, 50)),
            bucket(50, 100, point(100, 100), point(100, 100)));

    assertThat(rows)
        .containsExactly(
            new BucketRow(SERIES, 0, 50, point(1, 10)),
            new BucketRow(SERIES, 50, 100, point(100, 100)));
  }

  @Test
  void theFirstBucketGivesThePointAtTheStartOfTheRange() {
    assertThat(
            rows(
                bucket(Double.NEGATIVE_INFINITY, 0, point(0, 7), point(0, 7)),
                bucket(0, 50, point(1, 10), point(50, 50))))
        .containsExactly(new BucketRow(SERIES, 0, 50, point(0, 7)));
  }

  @Test
  void theSecondBucketGivesItsLastPointAlsoBehindAFirstWithoutFiniteOnes() {
    assertThat(rows(bucket(0, 50, null, null), bucket(50, 100, point(60, 6), point(100, 100))))
        .containsExactly(
            new BucketRow(SERIES, 0, 50, null), new BucketRow(SERIES, 50, 100, point(100, 100)));
  }

  private static List<BucketRow> rows(SeriesBucket... buckets) {
    return BucketRow.of(SERIES, List.of(buckets), new StepRange(0.0, 100.0), 2);
  }

  private static SeriesBucket bucket(
      double from, double to, SeriesBucket.Point first, SeriesBucket.Point last) {
    return new SeriesBucket(from, to, first, last, 1);
  }

  private static SeriesBucket.Point point(double x, double y) {
    return new SeriesBucket.Point(x, y);
  }
}
