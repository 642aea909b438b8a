package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.FloatSeriesAttribute;
import ai.neptune.protocol.QueryAttributesResult;
import ai.neptune.protocol.RunAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final String PROJECT =
      """
      {"project": "team/values", "runs": [
        {"run": "a", "attributes": {
           "i": {"type": "int", "value": -5},
           "f": {"type": "float", "value": "-Infinity"},
           "s": {"type": "string", "value": "text"},
           "b": {"type": "bool", "value": true},
           "d": {"type": "datetime", "value": "2025-08-29T09:18:27.946Z"},
           "set": {"type": "string_set", "value": ["x", "y", "x"]},
           "file": {"type": "file", "mimeType": "text/csv", "base64": "YSxi", "path": "p/q"},
           "git": {"type": "gitRef"}},
         "series": {
           "m": {"type": "float_series",
                 "points": [[1, 4], [2, "NaN"], [3, 6], [4, 100, null, 0.5]]},
           "only-nan": {"type": "float_series", "points": [[1, "NaN"]]},
           "empty": {"type": "float_series", "points": []},
           "j": {"type": "string_series", "points": [[1, "first"], [7.5, "last"]]},
           "h": {"type": "histogram_series", "points": [
             [2, {"type": "DENSITY", "edges": ["-Infinity", 0, "Infinity"], "values": [0.5, 0.25]}]]},
           "files": {"type": "file_series", "points": [
             [3, {"mimeType": "image/png", "size": 12, "path": "img"}]]}}},
        {"run": "b", "attributes": {"i": {"type": "int", "value": 6}}},
        {"run": "c", "fork": {"run": "a", "step": 2},
         "series": {"m": {"type": "float_series", "points": [[9, 8]]}}}]}
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
  void givesTheValueOfEveryType() {
    assertThat(value("a", "i").getIntAttribute().getValue()).isEqualTo(-5);
    assertThat(value("a", "f").getFloatAttribute().getValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(value("a", "s").getStringAttribute().getValue()).isEqualTo("text");
    assertThat(value("a", "b").getBoolAttribute().getValue()).isTrue();
    assertThat(value("a", "d").getDatetimeAttribute().getValue()).isEqualTo(1756459107946L);
    assertThat(value("a", "set").getStringSetAttribute().getValueList()).containsExactly("x", "y");
    assertThat(value("a", "file").getFileRefAttribute().getPath()).isEqualTo("p/q");
    assertThat(value("a", "file").getFileRefAttribute().getSizeBytes()).isEqualTo(3);
    assertThat(value("a", "file").getFileRefAttribute().getMimeType()).isEqualTo("text/csv");
    assertThat(value("a", "git").getType()).isEqualTo("gitRef");
    assertThat(value("a", "i").getIntAttribute().getAttributeName()).isEqualTo("i");
    assertThat(value("a", "i").getIntAttribute().getAttributeType()).isEqualTo("int");
  }

  @Test
  void aggregatesTheFiniteOrdinaryPointsOfAFloatSeries() {
    FloatSeriesAttribute m = value("a", "m").getFloatSeriesAttribute();

    assertThat(m.getLastStep()).isEqualTo(3);
    assertThat(m.getLast()).isEqualTo(6);
    assertThat(m.getMin()).isEqualTo(4);
    assertThat(m.getMax()).isEqualTo(6);
    assertThat(m.getAverage()).isEqualTo(5);
    assertThat(m.getVariance()).isEqualTo(1);
    assertThat(m.getHasPreview()).isTrue();
  }

  @Test
  void leavesOutAggregatesOfNothing() {
    FloatSeriesAttribute onlyNan = value("a", "only-nan").getFloatSeriesAttribute();
    FloatSeriesAttribute empty = value("a", "empty").getFloatSeriesAttribute();

    assertThat(onlyNan.getLast()).isNaN();
    assertThat(onlyNan.hasMin()).isFalse();
    assertThat(onlyNan.hasVariance()).isFalse();
    assertThat(empty.hasLast()).isFalse();
    assertThat(empty.hasLastStep()).isFalse();
  }

  @Test
  void aggregatesInheritedPointsToo() {
    FloatSeriesAttribute m = value("c", "m").getFloatSeriesAttribute();

    assertThat(m.getMin()).isEqualTo(4);
    assertThat(m.getMax()).isEqualTo(8);
    assertThat(m.getHasPreview()).isFalse();
    assertThat(value("c", "j").getStringSeriesAttribute().getLast()).isEqualTo("first");
  }

  @Test
  void givesTheLastValueOfOtherSeries() {
    assertThat(value("a", "j").getStringSeriesAttribute().getLast()).isEqualTo("last");
    assertThat(value("a", "j").getStringSeriesAttribute().getLastStep()).isEqualTo(7.5);
    assertThat(value("a", "h").getHistogramSeriesAttribute().getLast().getType())
        .isEqualTo("DENSITY");
    assertThat(value("a", "h").getHistogramSeriesAttribute().getLast().getEdgesList())
        .containsExactly(Double.NEGATIVE_INFINITY, 0.0, Double.POSITIVE_INFINITY);
    assertThat(value("a", "files").getFileRefSeriesAttribute().getLast().getSizeBytes())
        .isEqualTo(12);
  }

  @Test
  void limitsValuesNotRunsSoThatARunComesBackOnSeveralPages() {
    List<String> paged = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String token = null;
    do {
      QueryAttributesResult page =
          query(
              """
              {"attributeNameFilter": {"mustNotMatchRegexes": ["^sys/"]},
               "nextPage": {"limit": 7 %s}}
              """
                  .formatted(token == null ? "" : ", \"nextPageToken\": \"" + token + "\""));
      paged.addAll(names(page));
      sizes.add(names(page).size());
      token = page.getNextPage().hasNextPageToken() ? page.getNextPage().getNextPageToken() : null;
    } while (token != null);

    assertThat(paged)
        .isEqualTo(
            names(query("{\"attributeNameFilter\": {\"mustNotMatchRegexes\": [\"^sys/\"]}}")))
        .hasSize(19);
    assertThat(sizes).containsExactly(7, 7, 5);
  }

  @Test
  void ignoresUnknownRunsAndTellsNoneFromAll() {
    assertThat(
            names(
                query(
                    """
                    {"experimentIdsFilter": ["team/values/VALU-2", "team/values/VALU-77", "x/y/Z-1"],
                     "attributeNamesFilter": ["i", "nowhere"]}
                    """)))
        .containsExactly("VALU-2 i");
    assertThat(query("{\"experimentIdsFilter\": []}").getEntriesCount()).isZero();
    assertThat(query("{\"attributeNamesFilter\": []}").getEntriesCount()).isZero();
  }

  @Test
  void filtersByNameAndType() {
    assertThat(
            names(
                query(
                    """
                    {"attributeFilter": [{"attributeType": "floatSeries"}],
                     "attributeNameFilter": {"mustMatchAny": [{"mustMatchRegexes": ["m"]}]}}
                    """)))
        .containsExactly("VALU-1 empty", "VALU-1 m", "VALU-3 m");
  }

  @Test
  void rejectsRequestsThatAreTooLargeOrMalformed() {
    assertRejected("{\"attributeNamesFilter\": [\"%s\"]}".formatted("x".repeat(220_001)));
    assertRejected("{\"attributeNamesFilter\": [], \"attributeNameFilter\": {}}");
    assertRejected("{\"nextPage\": {\"limit\": 0}}");
    assertRejected("{\"nextPage\": {\"nextPageToken\": \"AAAA\"}}");
    assertThat(client.post(TestClient.VALUES, "{}").status()).isEqualTo(400);
    assertThat(client.post(TestClient.VALUES + "?projectIdentifier=no/no", "{}").errorType())
        .isEqualTo("ACCESS_DENIED");
  }

  private static void assertRejected(String body) {
    TestClient.Response response =
        client.post(TestClient.VALUES + "?projectIdentifier=team/values", body);
    assertThat(response.status()).isEqualTo(400);
  }

  private static Attribute value(String run, String name) {
    String sysId = "VALU-" + (run.charAt(0) - 'a' + 1);
    QueryAttributesResult result =
        query(
            "{\"experimentIdsFilter\": [\"team/values/%s\"], \"attributeNamesFilter\": [\"%s\"]}"
                .formatted(sysId, name));
    RunAttributes entry = result.getEntries(0);
    assertThat(entry.getExperimentShortId()).isEqualTo(sysId);
    assertThat(entry.getExperimentId()).isEqualTo("team/values/" + sysId);
    return entry.getAttributes(0);
  }

  private static QueryAttributesResult query(String body) {
    return client.post(
        TestClient.VALUES + "?projectIdentifier=team/values", body, QueryAttributesResult.parser());
  }

  private static List<String> names(QueryAttributesResult result) {
    List<String> names = new ArrayList<>();
    for (RunAttributes entry : result.getEntriesList()) {
      entry
          .getAttributesList()
          .forEach(
              attribute -> names.add(entry.getExperimentShortId() + " " + attribute.getName()));
    }
    return names;
  }
}
