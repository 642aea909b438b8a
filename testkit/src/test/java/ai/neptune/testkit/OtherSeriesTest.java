package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.Point;
import ai.neptune.protocol.PointValue;
import ai.neptune.protocol.Series;
import ai.neptune.protocol.SeriesValues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OtherSeriesTest {
  private static final String PROJECT =
      """
      {"project": "team/series", "runs": [
        {"run": "a", "series": {
           "text": {"type": "string_series", "points": [[0, "zero", 1000], [1, "one"], [2.5, "two"], [3, "three"]]},
           "hist": {"type": "histogram_series", "points": [
             [0, {"type": "COUNTING", "edges": [0, 1, 2], "values": [3, 4]}]]},
           "files": {"type": "file_series", "points": [
             [0, {"mimeType": "image/png", "base64": "AAEC", "path": "img/0"}]]},
           "m": {"type": "float_series", "points": [[0, 1]]}}},
        {"run": "b", "fork": {"run": "a", "step": 1},
         "series": {"text": {"type": "string_series", "points": [[2, "own"]]}}},
        {"run": "c"},
        {"run": "d", "fork": {"run": "a", "step": 1},
         "series": {"text": {"type": "string_series", "points": [[1, "one again"], [2, "own"]]}}}]}
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
  void givesTheValuesOfEveryKind() {
    SeriesValues response =
        query(
            "",
            request("t", 1, "text", ""),
            request("h", 1, "hist", ""),
            request("f", 1, "files", ""));

    assertThat(strings(response.getSeries(0))).containsExactly("zero", "one", "two", "three");
    Point first = response.getSeries(0).getSeriesValues().getValues(0);
    assertThat(first.getTimestampMillis()).isEqualTo(1000);
    assertThat(first.getCompletionRatio()).isEqualTo(1f);
    assertThat(value(response.getSeries(1)).getHistogram().getValuesList())
        .containsExactly(3.0, 4.0);
    assertThat(value(response.getSeries(2)).getFileRef().getPath()).isEqualTo("img/0");
    assertThat(response.getSeriesList())
        .allMatch(series -> series.getSearchAfter().getFinished())
        .noneMatch(series -> series.getSearchAfter().getToken().isEmpty());
  }

  @Test
  void inheritsOverForks() {
    assertThat(strings(one("", request("0", 2, "text", "")))).containsExactly("zero", "one", "own");
    assertThat(strings(one("", request("0", 2, "text", ", \"lineage\": \"NONE\""))))
        .containsExactly("own");
  }

  @Test
  void keepsToOrderRangeAndLimit() {
    String range = ", \"stepRange\": {\"from\": 1, \"to\": 2.5}";
    assertThat(strings(one(range, request("0", 1, "text", "")))).containsExactly("one", "two");
    assertThat(
            strings(
                one(
                    ", \"order\": \"descending\", \"perSeriesPointsLimit\": 2",
                    request("0", 1, "text", ""))))
        .containsExactly("three", "two");
    Series none = one(", \"perSeriesPointsLimit\": 0", request("0", 1, "text", ""));
    assertThat(strings(none)).isEmpty();
    assertThat(none.getSearchAfter().getFinished()).isTrue();
  }

  @Test
  void pagesByTokenWithTheLimitHoldingOverAllPages() {
    for (String order : List.of("ascending", "descending")) {
      List<String> values = new ArrayList<>();
      String common =
          ", \"order\": \"%s\", \"sizeLimitBytes\": 1, \"perSeriesPointsLimit\": 3"
              .formatted(order);
      Series page = one(common, request("0", 1, "text", ""));
      values.addAll(strings(page));
      while (!page.getSearchAfter().getFinished()) {
        assertThat(strings(page)).hasSize(1);
        page = one(common, continued("0", 1, "text", page.getSearchAfter().getToken()));
        values.addAll(strings(page));
      }

      assertThat(values)
          .isEqualTo(
              order.equals("ascending")
                  ? List.of("zero", "one", "two")
                  : List.of("three", "two", "one"));
    }
  }

  @Test
  void pagesLoseNoneOfTwoPointsAtTheForkStep() {
    for (String order : List.of("ascending", "descending")) {
      List<String> values = new ArrayList<>();
      String common = ", \"order\": \"%s\", \"sizeLimitBytes\": 1".formatted(order);
      Series page = one(common, request("0", 4, "text", ""));
      values.addAll(strings(page));
      while (!page.getSearchAfter().getFinished()) {
        page = one(common, continued("0", 4, "text", page.getSearchAfter().getToken()));
        values.addAll(strings(page));
      }

      assertThat(values)
          .isEqualTo(
              order.equals("ascending")
                  ? List.of("zero", "one", "one again", "own")
                  : List.of("own", "one again", "one", "zero"));
    }
  }

  @Test
  void seriesThatDoNotFitThePageComeWithoutSearchAfter() {
    SeriesValues response =
        query(", \"sizeLimitBytes\": 1", request("0", 1, "text", ""), request("1", 1, "hist", ""));

    assertThat(response.getSeries(0).getSearchAfter().getFinished()).isFalse();
    assertThat(response.getSeries(1).getRequestId()).isEqualTo("1");
    assertThat(response.getSeries(1).hasSearchAfter()).isFalse();
  }

  @Test
  void tellsAnAttributeThatExistsNowhereFromOneThatTheRunLacks() {
    SeriesValues response =
        query(
            "",
            request("nowhere", 1, "nowhere", ""),
            request("elsewhere", 3, "text", ""),
            request("float", 1, "m", ""),
            request("no-run", 99, "text", ""));

    assertThat(response.getSeriesList()).extracting("requestId").containsExactly("nowhere");
    assertThat(response.getSeries(0).hasSearchAfter()).isFalse();
  }

  @Test
  void rejectsMalformedRequests() {
    String series = request("0", 1, "text", "");
    assertRejected(TestClient.OTHER_SERIES, "{}");
    assertRejected(
        TestClient.OTHER_SERIES, "{\"requests\": [" + continued("0", 1, "text", "made-up") + "]}");
    assertRejected(
        TestClient.OTHER_SERIES, "{\"requests\": [" + series + "], \"sizeLimitBytes\": 0}");
    assertRejected(
        TestClient.OTHER_SERIES.replace("false", "true"), "{\"requests\": [" + series + "]}");
  }

  private static void assertRejected(String path, String body) {
    assertThat(client.post(path, body).status()).as(body).isEqualTo(400);
  }

  private static Series one(String common, String request) {
    return query(common, request).getSeries(0);
  }

  private static SeriesValues query(String common, String... requests) {
    return client.post(
        TestClient.OTHER_SERIES,
        "{\"requests\": [%s] %s}".formatted(String.join(",", requests), common),
        SeriesValues.parser());
  }

  private static String request(String id, int run, String attribute, String lineage) {
    return """
    {"requestId": "%s", "series": {"attribute": "%s" %s,
      "holder": {"identifier": "team/series/SERI-%d", "type": "experiment"}}}
    """
        .formatted(id, attribute, lineage, run);
  }

  private static String continued(String id, int run, String attribute, String token) {
    return request(id, run, attribute, "")
        .replace(
            "\"requestId\"",
            "\"searchAfter\": {\"finished\": false, \"token\": \"%s\"}, \"requestId\""
                .formatted(token));
  }

  private static PointValue value(Series series) {
    return series.getSeriesValues().getValues(0).getObject();
  }

  private static List<String> strings(Series series) {
    return series.getSeriesValues().getValuesList().stream()
        .map(point -> point.getObject().getStringValue())
        .toList();
  }
}
