package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.FloatPoint;
import ai.neptune.protocol.FloatSeries;
import ai.neptune.protocol.FloatSeriesValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FloatSeriesTest {
  private static final String PROJECTS =
      """
      [{"project": "team/far", "runs": [
         {"run": "root", "experiment": "root",
          "series": {"m": {"type": "float_series",
            "points": [[0, 0], [1, 1], [2, 2], [3, 3], [9, 9, null, 0.5]]}}}]},
       {"project": "team/near", "runs": [
         {"run": "first", "experiment": "exp", "fork": {"project": "team/far", "run": "root", "step": 2.5},
          "series": {"m": {"type": "float_series", "points": [[3, 30], [4, 40], [5, 50]]}}},
         {"run": "second", "experiment": "other", "fork": {"run": "first", "step": 4},
          "series": {"m": {"type": "float_series", "points": [[5, 500]]}}},
         {"run": "third", "experiment": "exp", "fork": {"run": "second", "step": 5},
          "series": {"m": {"type": "float_series",
            "points": [[6, "NaN", 1756459107946], [7, "Infinity"], [8, -0.5, null, 0.25]]}}},
         {"run": "early", "fork": {"run": "second", "step": 1}},
         {"run": "long", "series": {"g": {"type": "float_series", "generate": {"count": 1000001, "seed": 7}},
                                    "zero": {"type": "float_series", "points": [[0, 0, 0]]},
                                    "s": {"type": "string_series", "points": [[0, "x"]]}}},
         {"run": "fork-of-long", "fork": {"run": "long", "step": 9.5},
          "series": {"g": {"type": "float_series", "generate": {"count": 3}}}},
         {"run": "at/step", "fork": {"run": "first", "step": 4},
          "series": {"m": {"type": "float_series", "points": [[4, 400], [5, 500]]}}},
         {"run": "at-step-again", "fork": {"run": "at/step", "step": 4},
          "series": {"m": {"type": "float_series", "points": [[4, 4000]]}}}]}]
      """;

  private static NeptuneServer server;
  private static TestClient client;

  @BeforeAll
  static void start() {
    server = NeptuneServer.start(NeptuneServerOptions.STRICT, PROJECTS);
    client = new TestClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void fullLineageInheritsFromAllAncestorsUpToEachForkStep() {
    FloatSeries third = points("NEAR-3", "m", "FULL", "EXPERIMENT", "");

    assertThat(steps(third)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(values(third))
        .containsExactly(0.0, 1.0, 2.0, 30.0, 40.0, 500.0, Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(third.getSeries().getTotalItemCount()).isEqualTo(8);
    assertThat(points("NEAR-3", "m", "FULL", "RUN", "")).isEqualTo(third);
  }

  @Test
  void aForkBeforeItsParentsForkTakesFromTheGrandparent() {
    assertThat(steps(points("NEAR-4", "m", "FULL", "RUN", ""))).containsExactly(0.0, 1.0);
  }

  @Test
  void aChildMayLogAtTheForkStepItself() {
    FloatSeries series = points("NEAR-7", "m", "FULL", "RUN", "");

    assertThat(steps(series)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 5.0);
    assertThat(values(series)).containsExactly(0.0, 1.0, 2.0, 30.0, 40.0, 400.0, 500.0);
    assertThat(values(points("NEAR-8", "m", "FULL", "RUN", "")))
        .containsExactly(0.0, 1.0, 2.0, 30.0, 40.0, 400.0, 4000.0);
    assertThat(
            values(request("NEAR-7", "\"m\"", ", \"afterStep\": 4", "\"order\": \"descending\"")))
        .as("afterStep excludes every point at the step")
        .containsExactly(30.0, 2.0, 1.0, 0.0);
  }

  @Test
  void runsMayBeNamedByTheirRunId() {
    FloatSeriesValues response =
        client.post(
            TestClient.FLOAT_SERIES,
            "{\"requests\": [%s, %s]}"
                .formatted(custom("0", "team/near/at/step"), custom("1", "team/near/nobody")),
            FloatSeriesValues.parser());

    assertThat(response.getSeriesList()).extracting("requestId").containsExactly("0");
    assertThat(steps(response.getSeries(0))).hasSize(7);
    assertThat(
            client
                .post(
                    TestClient.FLOAT_SERIES,
                    "{\"requests\": [%s]}".formatted(custom("0", "no/where/first")))
                .errorType())
        .isEqualTo("ACCESS_DENIED");
  }

  @Test
  void withoutLineageARunHasItsOwnPointsAndAnExperimentThoseOfItsRuns() {
    assertThat(steps(points("NEAR-3", "m", "NONE", "RUN", ""))).containsExactly(6.0, 7.0);
    assertThat(steps(points("NEAR-3", "m", "NONE", "EXPERIMENT", "")))
        .as("the first run is of the same experiment, the second is not")
        .containsExactly(3.0, 4.0, 6.0, 7.0);
    assertThat(steps(points("NEAR-4", "m", "NONE", "EXPERIMENT", ""))).isEmpty();
  }

  @Test
  void previewsComeOnlyOnRequest() {
    FloatSeries series = points("NEAR-3", "m", "NONE", "RUN", ", \"includePreview\": true");
    FloatPoint preview = series.getSeries().getValues(2);

    assertThat(preview.getIsPreview()).isTrue();
    assertThat(preview.getCompletionRatio()).isEqualTo(0.25f);
    assertThat(preview.getValue()).isEqualTo(-0.5);
    assertThat(series.getSeries().getValues(0).getIsPreview()).isFalse();
    assertThat(series.getSeries().getValues(0).getCompletionRatio()).isEqualTo(1f);
  }

  @Test
  void missingTimesFollowTheLastOne() {
    FloatSeries series = points("NEAR-3", "m", "NONE", "RUN", "");

    assertThat(series.getSeries().getValuesList())
        .extracting("timestampMillis")
        .containsExactly(1756459107946L, 1756459107946L);
    assertThat(points("NEAR-1", "m", "NONE", "RUN", "").getSeries().getValuesList())
        .extracting("timestampMillis")
        .containsExactly(1735689600000L, 1735689600001L, 1735689600002L);
  }

  @Test
  void stepRangeIsClosedAndMayBeOpen() {
    assertThat(steps(range("2", "4"))).containsExactly(2.0, 3.0, 4.0);
    assertThat(steps(range("null", "1"))).containsExactly(0.0, 1.0);
    assertThat(steps(range("6.5", "null"))).containsExactly(7.0);
    assertThat(steps(range("2.2", "2.8"))).isEmpty();
  }

  @Test
  void pagesByTheLastStepInEitherOrder() {
    for (String order : List.of("ascending", "descending")) {
      List<Double> steps = new ArrayList<>();
      String after = "";
      List<Double> page;
      do {
        page =
            steps(
                request(
                    "NEAR-3",
                    "\"m\", \"lineage\": \"FULL\"",
                    after,
                    "\"order\": \"%s\", \"perSeriesPointsLimit\": 3".formatted(order)));
        steps.addAll(page);
        after = page.isEmpty() ? "" : ", \"afterStep\": " + page.get(page.size() - 1);
      } while (page.size() == 3);

      assertThat(steps)
          .isSortedAccordingTo(
              order.equals("ascending") ? Comparator.naturalOrder() : Comparator.reverseOrder())
          .hasSize(8);
    }
  }

  @Test
  void generatedSeriesOfAnyLengthAreServedInPages() {
    FloatSeries page = request("NEAR-5", "\"g\"", "", "\"perSeriesPointsLimit\": 1000000");
    FloatSeries rest =
        request("NEAR-5", "\"g\"", ", \"afterStep\": 999999", "\"perSeriesPointsLimit\": 1000000");

    assertThat(page.getSeries().getValuesCount()).isEqualTo(1_000_000);
    assertThat(page.getSeries().getTotalItemCount()).isEqualTo(1_000_001);
    assertThat(page.getSeries().getValues(999_999).getStep()).isEqualTo(999_999);
    assertThat(steps(rest)).containsExactly(1_000_000.0);
    assertThat(page.getSeries().getValuesList().subList(0, 1000))
        .allSatisfy(point -> assertThat(point.getValue()).isBetween(0.0, 1.0));
    assertThat(request("NEAR-5", "\"g\"", "", "\"perSeriesPointsLimit\": 1000000")).isEqualTo(page);
  }

  @Test
  void generatedSeriesOfAForkedRunBeginAfterTheForkStep() {
    assertThat(steps(points("NEAR-6", "g", "NONE", "RUN", ""))).containsExactly(10.0, 11.0, 12.0);
    assertThat(steps(points("NEAR-6", "g", "FULL", "RUN", ""))).hasSize(13);
  }

  @Test
  void leavesOutFieldsThatHoldTheirDefault() {
    FloatSeries zero = points("NEAR-5", "zero", "FULL", "RUN", "");

    assertThat(zero.getSeries().getValues(0))
        .isEqualTo(FloatPoint.newBuilder().setCompletionRatio(1f).build());
    assertThat(zero.getSeries().getValues(0).getSerializedSize()).isEqualTo(5);
  }

  @Test
  void seriesThatDoNotExistAreMissing() {
    FloatSeriesValues response =
        client.post(
            TestClient.FLOAT_SERIES,
            """
            {"requests": [%s, %s, %s, %s]}
            """
                .formatted(
                    series("0", "NEAR-5", "\"nowhere\"", ""),
                    series("1", "NEAR-5", "\"s\"", ""),
                    series("2", "NEAR-999", "\"m\"", ""),
                    series("3", "NEAR-1", "\"m\"", "")),
            FloatSeriesValues.parser());

    assertThat(response.getSeriesList()).extracting("requestId").containsExactly("3");
  }

  @Test
  void rejectsMalformedRequestsAndTooManyPoints() {
    String one = series("0", "NEAR-1", "\"m\"", "");
    assertRejected("{}");
    assertRejected("{\"requests\": [%s, %s]}".formatted(one, one));
    assertRejected("{\"requests\": [%s], \"perSeriesPointsLimit\": 1000001}".formatted(one));
    assertRejected(
        "{\"requests\": [%s, %s], \"perSeriesPointsLimit\": 500001}"
            .formatted(one, series("1", "NEAR-1", "\"m\"", "")));
    assertRejected("{\"requests\": [%s], \"order\": \"down\"}".formatted(one));
    assertRejected("{\"requests\": [%s]}".formatted(one.replace("experiment", "run")));
    assertRejected(
        "{\"requests\": [%s]}".formatted(series("0", "NEAR-1", "\"m\", \"lineage\": \"ALL\"", "")));
    assertThat(
            client
                .post(
                    TestClient.FLOAT_SERIES,
                    "{\"requests\": [%s]}".formatted(one.replace("team/near", "no/where")))
                .errorType())
        .isEqualTo("ACCESS_DENIED");
  }

  private static void assertRejected(String body) {
    assertThat(client.post(TestClient.FLOAT_SERIES, body).status()).as(body).isEqualTo(400);
  }

  private static FloatSeries range(String from, String to) {
    return request(
        "NEAR-3",
        "\"m\", \"lineage\": \"FULL\"",
        "",
        "\"stepRange\": {\"from\": %s, \"to\": %s}".formatted(from, to));
  }

  private static FloatSeries points(
      String sysId, String attribute, String lineage, String entityType, String more) {
    return request(
        sysId,
        "\"%s\", \"lineage\": \"%s\", \"lineageEntityType\": \"%s\" %s"
            .formatted(attribute, lineage, entityType, more),
        "",
        "\"order\": \"ascending\"");
  }

  private static FloatSeries request(String sysId, String attribute, String after, String common) {
    FloatSeriesValues response =
        client.post(
            TestClient.FLOAT_SERIES,
            "{\"requests\": [%s], %s}".formatted(series("id", sysId, attribute, after), common),
            FloatSeriesValues.parser());
    assertThat(response.getSeriesList()).extracting("requestId").containsExactly("id");
    return response.getSeries(0);
  }

  private static String series(String id, String sysId, String attribute, String after) {
    return """
    {"requestId": "%s" %s, "series": {"attribute": %s,
      "holder": {"identifier": "team/near/%s", "type": "experiment"}}}
    """
        .formatted(id, after, attribute, sysId);
  }

  private static String custom(String id, String run) {
    return series(id, "", "\"m\"", "").replace("team/near/", "CUSTOM/" + run);
  }

  private static List<Double> steps(FloatSeries series) {
    return series.getSeries().getValuesList().stream().map(FloatPoint::getStep).toList();
  }

  private static List<Double> values(FloatSeries series) {
    return series.getSeries().getValuesList().stream().map(FloatPoint::getValue).toList();
  }
}
