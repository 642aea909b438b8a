package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.SeriesBucket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesDivisionTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void endsAPartWhereABucketEnds() {
    List<SeriesBucket> buckets =
        List.of(
            bucket(-INFINITY, 0, 1),
            bucket(0, 10, 60),
            bucket(10, 20, 60),
            bucket(20, 30, 30),
            bucket(30, INFINITY, 90));
    assertThat(SeriesDivision.parts(buckets, 100))
        .containsExactly(
            new StepPart(null, 10.0), new StepPart(10.0, 30.0), new StepPart(30.0, null));
  }

  @Test
  void countsPointsWhereTheyAreDense() {
    List<SeriesBucket> buckets =
        List.of(bucket(-INFINITY, 0, 1), bucket(0, 1, 100), bucket(500, 501, 100));
    assertThat(SeriesDivision.parts(buckets, 100))
        .containsExactly(
            new StepPart(null, 0.0), new StepPart(0.0, 500.0), new StepPart(500.0, null));
  }

  @Test
  void makesPartsThatDoNotOverlapOfBucketsInAnyOrder() {
    List<SeriesBucket> buckets =
        List.of(bucket(20, 30, 100), bucket(-INFINITY, 0, 100), bucket(10, 20, 100));
    assertThat(SeriesDivision.parts(buckets, 100))
        .containsExactly(
            new StepPart(null, 10.0), new StepPart(10.0, 20.0), new StepPart(20.0, null));
  }

  @Test
  void leavesASeriesWholeThatIsOneBucket() {
    assertThat(SeriesDivision.parts(List.of(bucket(-INFINITY, INFINITY, 1_000)), 10))
        .containsExactly(StepPart.WHOLE);
    assertThat(SeriesDivision.parts(List.of(), 10)).containsExactly(StepPart.WHOLE);
  }

  private static SeriesBucket bucket(double from, double to, long points) {
    return new SeriesBucket(from, to, null, null, points);
  }
}
