package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.testkit.json.JsonDocuments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NqlTest {
  private static final String PROJECT =
      """
      {"project": "team/nql", "runs": [
        {"run": "a", "experiment": "one", "creationTime": "2025-01-01T00:00:00.500Z",
         "attributes": {
           "i": {"type": "int", "value": 9007199254740993},
           "f": {"type": "float", "value": 0.0000001},
           "s": {"type": "string", "value": "say \\"hi\\" to C:\\\\x 42"},
           "t": {"type": "bool", "value": true},
           "set": {"type": "string_set", "value": ["red", "green"]},
           "file": {"type": "file", "base64": ""}},
         "series": {
           "m": {"type": "float_series", "points": [[0, 4], [1, 2], [2, 3]]},
           "j": {"type": "string_series", "points": [[0, "first"], [1, "last"]]},
           "h": {"type": "histogram_series", "points": []}}},
        {"run": "b", "experiment": "two", "archived": true,
         "creationTime": "2025-01-02T00:00:00Z",
         "attributes": {
           "i": {"type": "int", "value": -1},
           "f": {"type": "float", "value": "NaN"},
           "s": {"type": "string", "value": "other"},
           "t": {"type": "bool", "value": false},
           "set": {"type": "string_set", "value": ["blue"]}},
         "series": {"m": {"type": "float_series", "points": [[0, "Infinity"]]}}},
        {"run": "c", "creationTime": "2025-01-03T00:00:00Z",
         "attributes": {"i": {"type": "float", "value": 1}}}]}
      """;

  private static NeptuneServer server;
  private static TestClient client;

  @BeforeAll
  static void start() {
    server = NeptuneServer.start(PROJECT);
    client = new TestClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        // Comparisons.
        "`i`:int == \"9007199254740993\" | a",
        "`i`:int == 9007199254740992 | ''",
        "`i`:int > \"-1.5\" | ab",
        "`i`:int >= -1 | ab",
        "`i`:int < inf | ab",
        "`i`:float == 1 | c",
        "`f`:float <= \"1e-07\" | a",
        "`f`:float != 1 | ab",
        "`f`:float == \"nan\" | ''",
        "`f`:float > -inf | a",
        "`t`:bool == \"True\" | a",
        "`t`:bool != true | b",
        "`t`:bool = false | b",
        "`sys/creation_time`:datetime > \"2025-01-01T01:00:00.499999+01:00\" | abc",
        "`sys/creation_time`:datetime >= \"2025-01-01T00:00:00.500001Z\" | bc",
        "`sys/creation_time`:datetime == \"2025-01-01T00:00:00.5Z\" | a",
        // Strings.
        "`s`:string == \"say \\\"hi\\\" to C:\\\\x 42\" | a",
        "`s`:string != \"other\" | a",
        "`s`:string > \"p\" | a",
        "`s`:string MATCHES \"\\d+$\" | a",
        "`s`:string MATCHES \"[[:digit:]]{2}\" | a",
        "`s`:string MATCHES \"[[&]OTHER\" | ''",
        "`s`:string NOT MATCHES \"hi\" | b",
        "`s`:string CONTAINS \"the\" | b",
        "`s`:string NOT CONTAINS \"the\" | ac",
        // String sets.
        "`set`:stringSet CONTAINS \"red\" | a",
        "`set`:stringSet CONTAINS \"re\" | ''",
        "`set`:stringSet NOT CONTAINS \"red\" | bc",
        "`set`:stringSet MATCHES \"^gr\" | a",
        // Series.
        "`m`:floatSeries == 3 | a",
        "last(`m`:floatSeries) == 3 | a",
        "min(`m`:floatSeries) == 2 | a",
        "max(`m`:floatSeries) == 4 | a",
        "average(`m`:floatSeries) == 3 | a",
        "variance(`m`:floatSeries) < 0.667 | a",
        "last(`m`:floatSeries) == inf | b",
        "max(`m`:floatSeries) != 0 | a",
        "`j`:stringSeries == \"last\" | a",
        // Existence, and exactly one type.
        "`i`:int EXISTS | ab",
        "`i`:float EXISTS | c",
        "`file`:fileRef EXISTS | a",
        "`m`:floatSeries EXISTS | ab",
        "`sys/name`:string EXISTS | ab",
        "`sys/archived`:bool == true | b",
        // Logic: NOT binds before AND before OR; keywords in any case.
        "NOT `i`:int EXISTS | c",
        "not (`i`:int == -1 or `i`:float == 1) | a",
        "`i`:int == -1 OR `i`:float == 1 AND `i`:float == 2 | b",
        "(`i`:int == -1 OR `i`:float == 1) AND `i`:float == 1 | c",
        "NOT `i`:int == -1 AND `i`:int EXISTS | a",
        "((`sys/custom_run_id`:string MATCHES \"a\")) | a",
        "`sys/custom_run_id`:string == \"a\" OR `sys/custom_run_id`:string == \"c\" | ac",
        "'' | abc"
      })
  void findsTheRunsThatSatisfyAQuery(String query, String runs) {
    assertThat(search(query)).isEqualTo(runs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`i` == 1",
        "`i`:integer == 1",
        "`i`:int",
        "`i`:int == ",
        "`i`:int == \"one\"",
        "`i`:int == 1d",
        "`i`:int LIKE 1",
        "`i`:int MATCHES \"1\"",
        "`i`:int == 1 `i`:int == 2",
        "(`i`:int == 1",
        "`i:int == 1",
        "`s`:string == \"x",
        "`s`:string MATCHES \"(\"",
        "`s`:string MATCHES \"^(?!say)\"",
        "`s`:string NOT MATCHES \"a++\"",
        "`t`:bool == 1",
        "`t`:bool > true",
        "`set`:stringSet == \"red\"",
        "`sys/creation_time`:datetime > \"2025-01-01\"",
        "`h`:histogramSeries EXISTS",
        "`h`:fileRefSeries EXISTS",
        "`file`:fileRef == \"x\"",
        "`m`:experimentState EXISTS",
        "median(`m`:floatSeries) == 1",
        "min(`j`:stringSeries) == \"x\"",
        "last(`i`:int) == 1",
        "i == 1"
      })
  void rejectsWhatIsNoQuery(String query) {
    TestClient.Response response =
        client.post(TestClient.SEARCH + "?projectIdentifier=team/nql&type=run", body(query));

    assertThat(response.status()).as(response.body().toString()).isEqualTo(400);
    assertThat(response.errorType()).isEqualTo("BAD_REQUEST");
  }

  private static String search(String query) {
    EntriesSearchResult result =
        client.post(
            TestClient.SEARCH + "?projectIdentifier=team/nql&type=run",
            body(query),
            EntriesSearchResult.parser());
    StringBuilder runs = new StringBuilder();
    result
        .getEntriesList()
        .forEach(entry -> runs.append(entry.getAttributes(0).getStringAttribute().getValue()));
    return runs.toString();
  }

  private static String body(String query) {
    return JsonDocuments.MAPPER
        .valueToTree(
            Map.of(
                "attributeFilters",
                List.of(Map.of("path", "sys/custom_run_id")),
                "sorting",
                Map.of(
                    "dir",
                    "ascending",
                    "sortBy",
                    Map.of("name", "sys/creation_time", "type", "datetime")),
                "query",
                Map.of("query", query)))
        .toString();
  }
}
