package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  private static final String PROJECTS =
      """
      [{"project": "team/one", "runs": [
        {"run": "a",
         "attributes": {
           "x": {"type": "int", "value": 1}, "train/loss": {"type": "float", "value": 1},
           "state": {"type": "experimentState"}},
         "series": {
           "val/loss": {"type": "float_series", "points": [[0, 1], [5, 1]]},
           "late": {"type": "float_series", "points": [[5, 1]]}}},
        {"run": "b", "attributes": {"x": {"type": "string", "value": "1"}, "we(i)rd.$": {"type": "bool", "value": true}}},
        {"run": "child", "fork": {"run": "a", "step": 4}}]},
       {"project": "team/two", "runs": [
        {"run": "c", "attributes": {"y": {"type": "datetime", "value": "2025-01-01T00:00:00Z"}}}]}]
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
  void listsUserAndSystemAttributesOfAProjectByNameAndType() {
    List<String> all = definitions("");

    assertThat(all).contains("x:int", "x:string", "state:experimentState", "sys/id:string");
    assertThat(all).contains("sys/tags:stringSet").doesNotContain("sys/name:string");
    assertThat(all.stream().filter(name -> !name.startsWith("sys/")))
        .containsExactly(
            "late:floatSeries",
            "state:experimentState",
            "train/loss:float",
            "val/loss:floatSeries",
            "we(i)rd.$:bool",
            "x:int",
            "x:string");
  }

  @Test
  void filtersByType() {
    assertThat(
            definitions(
                """
                , "attributeFilter": [{"attributeType": "floatSeries"}, {"attributeType": "float"}],
                "attributeNameFilter": {"mustMatchAny": [{"mustNotMatchRegexes": ["^sys/"]}]}
                """))
        .containsExactly("late:floatSeries", "train/loss:float", "val/loss:floatSeries");
  }

  @Test
  void filtersByNameWithAnOrOfAllOfTheseAndNoneOfThose() {
    assertThat(
            named(
                """
                {"mustMatchAny": [
                  {"mustMatchRegexes": ["loss", "^val"]},
                  {"mustMatchRegexes": ["^x$"], "mustNotMatchRegexes": ["y"]}]}
                """))
        .containsExactly("val/loss:floatSeries", "x:int", "x:string");
    assertThat(named("{\"mustMatchRegexes\": [\"loss\"], \"mustNotMatchRegexes\": [\"val\"]}"))
        .containsExactly("train/loss:float");
  }

  @Test
  void findsExactNamesOfAnEscapedAlternation() {
    assertThat(
            named(
                "{\"mustMatchAny\": [{\"mustMatchRegexes\":"
                    + " [\"^(we\\\\(i\\\\)rd\\\\.\\\\$|late)$\"]}]}"))
        .containsExactly("late:floatSeries", "we(i)rd.$:bool");
    assertThat(named("{\"mustMatchAny\": [{\"mustMatchRegexes\": [\"^x$\"]}]}"))
        .containsExactly("x:int", "x:string");
  }

  @Test
  void tellsAbsentFromEmptyFilters() {
    int all = definitions("").size();

    assertThat(named("{}")).hasSize(all);
    assertThat(named("{\"mustMatchAny\": [{\"mustMatchRegexes\": [\"\"]}]}")).hasSize(all);
    assertThat(named("{\"mustMatchAny\": []}")).isEmpty();
    assertThat(definitions(", \"experimentIdsFilter\": []")).isEmpty();
  }

  @Test
  void listsTheDefinitionsOfSomeRunsWithWhatTheyInherit() {
    String filter =
        ", \"attributeNameFilter\": {\"mustNotMatchRegexes\": [\"^sys/\"]},"
            + " \"experimentIdsFilter\": ";

    assertThat(definitions(filter + "[\"team/one/ONE-2\", \"team/one/ONE-99\"]"))
        .containsExactly("we(i)rd.$:bool", "x:string");
    assertThat(definitions(filter + "[\"team/one/ONE-3\"]"))
        .as("of the parent, only series with a point up to the fork step")
        .containsExactly("val/loss:floatSeries");
  }

  @Test
  void pagesByToken() {
    List<String> paged = new ArrayList<>();
    String token = "null";
    int pages = 0;
    do {
      JsonNode response =
          query(
                  "team/one",
                  ", \"nextPage\": {\"limit\": 10, \"nextPageToken\": %s}".formatted(token))
              .body();
      paged.addAll(names(response));
      token = response.get("nextPage").get("nextPageToken").toString();
      pages++;
    } while (!token.equals("null"));

    assertThat(paged).isEqualTo(definitions(""));
    assertThat(pages).isEqualTo((paged.size() + 9) / 10);
  }

  @Test
  void readsSeveralProjectsAndIgnoresUnknownOnesBesideThem() {
    TestClient.Response both =
        client.post(
            TestClient.DEFINITIONS,
            """
            {"projectIdentifiers": ["team/two", "no/where", "team/one"],
             "attributeNameFilter": {"mustMatchRegexes": ["^.$"]}}
            """);

    assertThat(names(both.body())).containsExactly("x:int", "x:string", "y:datetime");
    assertThat(query("no/where", "").errorType()).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void rejectsMalformedRequests() {
    assertRejected(", \"nextPage\": {\"limit\": 10001}");
    assertRejected(", \"nextPage\": {\"limit\": 10, \"nextPageToken\": \"made-up\"}");
    assertRejected(", \"attributeFilter\": [{\"attributeType\": \"float_series\"}]");
    assertRejected(", \"attributeNameFilter\": {\"mustMatchRegexes\": [\"(\"]}");
    assertRejected(
        ", \"attributeNameFilter\": {\"mustMatchAny\": [], \"mustMatchRegexes\": [\"a\"]}");
    assertRejected(
        ", \"attributeNameFilter\": {\"mustMatchRegexes\": [\"%s\"]}"
            .formatted("x".repeat(120_001)));
    assertRejected(
        IntStream.range(0, 4_401)
            .mapToObj("\"team/one/ONE-%d\""::formatted)
            .collect(Collectors.joining(",", ", \"experimentIdsFilter\": [", "]")));
    assertThat(client.post(TestClient.DEFINITIONS, "{}").status()).isEqualTo(400);
  }

  private static void assertRejected(String fields) {
    assertThat(query("team/one", fields).status()).as(fields).isEqualTo(400);
  }

  private static List<String> named(String nameFilter) {
    return definitions(", \"attributeNameFilter\": " + nameFilter);
  }

  private static List<String> definitions(String fields) {
    return names(query("team/one", fields).body());
  }

  private static TestClient.Response query(String project, String fields) {
    return client.post(
        TestClient.DEFINITIONS, "{\"projectIdentifiers\": [\"%s\"] %s}".formatted(project, fields));
  }

  private static List<String> names(JsonNode response) {
    List<String> names = new ArrayList<>();
    response
        .get("entries")
        .forEach(entry -> names.add(entry.get("name").asText() + ":" + entry.get("type").asText()));
    return names;
  }
}
