package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.Bucket;
import ai.neptune.protocol.Buckets;
import ai.neptune.protocol.BucketsAxis;
import ai.neptune.protocol.BucketsEmpty;
import ai.neptune.protocol.BucketsEntityType;
import ai.neptune.protocol.BucketsExpression;
import ai.neptune.protocol.BucketsLineage;
import ai.neptune.protocol.BucketsRequest;
import ai.neptune.protocol.BucketsScale;
import ai.neptune.protocol.BucketsView;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final String PROJECT =
      """
      {"project": "team/buckets", "runs": [
        {"run": "a", "series": {
           "m": {"type": "float_series", "points":
             [[0, 1], [1, 2], [4, "NaN"], [5, "Infinity"], [6, "-Infinity"], [9, 3], [10, 4], [20, 5, null, 0.5]]},
           "${odd}\\\\": {"type": "float_series", "points": [[3, 7]]}}},
        {"run": "b", "fork": {"run": "a", "step": 1},
         "series": {"m": {"type": "float_series", "points": [[12, 8]]}}}]}
      """;

  private static NeptuneServer server;
  private static TestClient client;

  @BeforeAll
  static void start() {
    server = NeptuneServer.start(NeptuneServerOptions.STRICT, PROJECT);
    client = new TestClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void sumsPointsUpInIntervalsThatAreClosedAtTheRight() {
    List<Bucket> buckets = buckets(view(6), expression(1, "${m}")).getEntries(0).getBucketList();

    assertThat(buckets).extracting("index").containsExactly(0L, 1L, 2L, 3L, 5L);
    assertThat(buckets)
        .extracting("fromX")
        .containsExactly(Double.NEGATIVE_INFINITY, 0.0, 2.0, 4.0, 8.0);
    assertThat(buckets).extracting("toX").containsExactly(0.0, 2.0, 4.0, 6.0, 10.0);
    Bucket last = buckets.get(4);
    assertThat(last.getFirst().getX()).isEqualTo(9);
    assertThat(last.getLast().getY()).isEqualTo(4);
    assertThat(last.getLocalMin()).isEqualTo(3);
    assertThat(last.getLocalMax()).isEqualTo(4);
    assertThat(last.getLocalSum()).isEqualTo(7);
    assertThat(last.getFinitePointCount()).isEqualTo(2);
  }

  @Test
  void bucketsWithoutFinitePointsHaveNoFirstAndLast() {
    Bucket nan = buckets(view(6), expression(1, "${m}")).getEntries(0).getBucket(2);
    Bucket infinite = buckets(view(6), expression(1, "${m}")).getEntries(0).getBucket(3);

    assertThat(nan.hasFirst()).isFalse();
    assertThat(nan.hasLast()).isFalse();
    assertThat(nan.getNanCount()).isEqualTo(1);
    assertThat(infinite.getPositiveInfCount()).isEqualTo(1);
    assertThat(infinite.getNegativeInfCount()).isEqualTo(1);
    assertThat(infinite.hasLocalSum()).isFalse();
  }

  @Test
  void theRangeIsThatOfAllSeriesAndPreviewsCountOnlyOnRequest() {
    BucketsExpression previews = expression(1, "${m}").toBuilder().setIncludePreview(true).build();

    assertThat(last(buckets(view(2), expression(1, "${m}"), expression(2, "${m}")), 1).getToX())
        .isEqualTo(12);
    assertThat(last(buckets(view(2), previews), 0).getToX()).isEqualTo(20);
  }

  @Test
  void aRangeOfOneStepHasOneBucketFromItOn() {
    List<Bucket> buckets =
        buckets(view(5), expression(1, "${\\$\\{odd\\}\\\\}")).getEntries(0).getBucketList();

    assertThat(buckets).hasSize(1);
    assertThat(buckets.get(0).getFromX()).isEqualTo(3);
    assertThat(buckets.get(0).getToX()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(buckets.get(0).getFirst().getY()).isEqualTo(7);
  }

  @Test
  void aGivenRangeFiltersNothing() {
    BucketsView view = view(3).toBuilder().setFrom(4).setTo(9).build();
    List<Bucket> buckets = buckets(view, expression(1, "${m}")).getEntries(0).getBucketList();

    assertThat(buckets).extracting("index").containsExactly(0L, 1L, 2L, 3L);
    assertThat(buckets.get(0).getFinitePointCount()).isEqualTo(2);
    assertThat(buckets.get(3).getToX()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(buckets.get(3).getLast().getX()).isEqualTo(10);
  }

  @Test
  void lineageMayBeLeftOut() {
    BucketsExpression own =
        expression(2, "${m}").toBuilder()
            .setLineage(BucketsLineage.ONLY_OWNED)
            .setEntityType(BucketsEntityType.RUN)
            .build();

    assertThat(buckets(view(2), own).getEntries(0).getBucket(0).getFirst().getX()).isEqualTo(12);
    assertThat(buckets(view(2), expression(2, "${m}")).getEntries(0).getBucket(0).getFirst().getX())
        .isEqualTo(0);
  }

  @Test
  void everyExpressionHasAnEntry() {
    Buckets response =
        buckets(
            view(5), expression(1, "${nowhere}"), expression(1, "${m}"), expression(99, "${m}"));

    assertThat(response.getEntriesCount()).isEqualTo(3);
    assertThat(response.getEntries(0).getBucketCount()).isZero();
    assertThat(response.getEntries(1).getBucketCount()).isPositive();
    assertThat(response.getEntries(2).getBucketCount()).isZero();
  }

  @Test
  void rejectsMalformedRequests() {
    assertThat(send(request(view(1), expression(1, "${m}"))).statusCode()).isEqualTo(400);
    assertThat(send(request(view(1002), expression(1, "${m}"))).statusCode()).isEqualTo(400);
    assertThat(send(request(view(5), expression(1, "m"))).statusCode()).isEqualTo(400);
    assertThat(send(request(view(5), expression(1, "${a$b}"))).statusCode()).isEqualTo(400);
    assertThat(
            send(request(
                    view(5).toBuilder().setXScale(BucketsScale.LOG).build(), expression(1, "${m}")))
                .statusCode())
        .isEqualTo(400);
    assertThat(
            send(request(view(5), expression(1, "${m}").toBuilder().setRequestId("1").build()))
                .statusCode())
        .isEqualTo(400);
    BucketsExpression[] many = new BucketsExpression[1001];
    for (int i = 0; i < many.length; i++) {
      many[i] =
          expression(1, "${m}").toBuilder()
              .setRequestId("00000000-0000-0000-0000-%012d".formatted(i))
              .build();
    }
    assertThat(send(request(view(5), many)).statusCode()).isEqualTo(400);
  }

  private static Bucket last(Buckets response, int entry) {
    List<Bucket> buckets = response.getEntries(entry).getBucketList();
    return buckets.get(buckets.size() - 1);
  }

  private static Buckets buckets(BucketsView view, BucketsExpression... expressions) {
    BucketsExpression[] numbered = new BucketsExpression[expressions.length];
    for (int i = 0; i < expressions.length; i++) {
      numbered[i] =
          expressions[i].toBuilder()
              .setRequestId("00000000-0000-0000-0000-%012d".formatted(i))
              .build();
    }
    return TestClient.parse(send(request(view, numbered)), Buckets.parser());
  }

  private static HttpResponse<byte[]> send(BucketsRequest request) {
    return client.bytes(
        client
            .authorized(TestClient.BUCKETS)
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(request.toByteArray())));
  }

  private static BucketsRequest request(BucketsView view, BucketsExpression... expressions) {
    return BucketsRequest.newBuilder()
        .addAllExpressions(List.of(expressions))
        .setView(view)
        .build();
  }

  private static BucketsView view(int maxBuckets) {
    return BucketsView.newBuilder()
        .setMaxBuckets(maxBuckets)
        .setXAxis(BucketsAxis.newBuilder().setSteps(BucketsEmpty.getDefaultInstance()))
        .build();
  }

  private static BucketsExpression expression(int run, String formula) {
    return BucketsExpression.newBuilder()
        .setRequestId("00000000-0000-0000-0000-000000000000")
        .setRunId("team/buckets/BUCK-" + run)
        .setCustomYFormula(formula)
        .build();
  }
}
