package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.protocol.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EntriesSearchTest {
  private static final String PROJECT =
      """
      {"project": "team/search", "runs": [
        {"run": "r1", "experiment": "alpha", "creationTime": "2025-01-03T00:00:00Z",
         "attributes": {"x": {"type": "float", "value": 2}, "note": {"type": "string", "value": "häßlich"}},
         "series": {"loss": {"type": "float_series", "points": [[0, 5], [1, "NaN"]]}}},
        {"run": "r2", "experiment": "alpha", "creationTime": "2025-01-02T00:00:00Z",
         "attributes": {"x": {"type": "float", "value": "NaN"}},
         "series": {"loss": {"type": "float_series", "points": [[0, 3], [1, 1]]}}},
        {"run": "r3", "experiment": "beta", "creationTime": "2025-01-01T00:00:00Z",
         "attributes": {"x": {"type": "float", "value": -1}},
         "series": {"loss": {"type": "float_series", "points": [[0, 1], [1, 2]]}}},
        {"run": "r4", "creationTime": "2025-01-04T00:00:00Z"},
        {"run": "r5", "experiment": "beta", "creationTime": "2025-01-01T00:00:00Z"}]}
      """;

  private static NeptuneServer server;
  private static TestClient client;

  @BeforeAll
  static void start() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            PROJECT,
            "{\"project\": \"other/one\", \"runs\": [{\"run\": \"o1\"}]}");
    client = new TestClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void findsEveryRunNewestFirst() {
    EntriesSearchResult result = result("\"experimentLeader\": false");

    assertThat(sysIds(result)).containsExactly("SEAR-4", "SEAR-1", "SEAR-2", "SEAR-5", "SEAR-3");
    assertThat(result.getMatchingItemCount()).isEqualTo(5);
  }

  @Test
  void findsTheHeadOfEachExperiment() {
    assertThat(sysIds(result("\"experimentLeader\": true"))).containsExactly("SEAR-1", "SEAR-5");
  }

  @Test
  void pagesByOffsetAndCountsAllMatches() {
    EntriesSearchResult page = result("\"pagination\": {\"limit\": 2, \"offset\": 4}");
    EntriesSearchResult empty = result("\"pagination\": {\"limit\": 0, \"offset\": 9}");

    assertThat(sysIds(page)).containsExactly("SEAR-3");
    assertThat(page.getMatchingItemCount()).isEqualTo(5);
    assertThat(empty.getEntriesCount()).isZero();
    assertThat(empty.getMatchingItemCount()).isEqualTo(5);
  }

  @Test
  void sortsMissingValuesLastAndNanBeforeThemInBothDirections() {
    assertThat(sysIds(sortedBy("x", "float", "ascending")))
        .containsExactly("SEAR-3", "SEAR-1", "SEAR-2", "SEAR-4", "SEAR-5");
    assertThat(sysIds(sortedBy("x", "float", "descending")))
        .containsExactly("SEAR-1", "SEAR-3", "SEAR-2", "SEAR-5", "SEAR-4");
  }

  @Test
  void sortsByAnAggregateOfASeriesGivenInEitherPlace() {
    String inside =
        """
        "sorting": {"dir": "ascending",
          "sortBy": {"name": "loss", "type": "floatSeries", "aggregationMode": "max"}}
        """;
    String beside =
        """
        "sorting": {"dir": "ascending", "aggregationMode": "max",
          "sortBy": {"name": "loss", "type": "floatSeries"}}
        """;

    assertThat(sysIds(result(inside))).startsWith("SEAR-3", "SEAR-2", "SEAR-1");
    assertThat(sysIds(result(beside))).startsWith("SEAR-3", "SEAR-2", "SEAR-1");
  }

  @Test
  void projectsTheAttributesThatARunHas() {
    EntriesSearchResult result =
        search(
            """
            {"attributeFilters": [{"path": "x"}, {"path": "nowhere"}, {"path": "loss"}],
             "query": {"query": "`sys/id`:string == \\"SEAR-1\\""}}
            """);
    Entry entry = result.getEntries(0);

    assertThat(entry.getAttributesList()).extracting("name").containsExactly("x", "loss");
    assertThat(entry.getAttributes(0).getFloatAttribute().getValue()).isEqualTo(2);
    assertThat(entry.getAttributes(1).getFloatSeriesAttribute().getLast()).isNaN();
    assertThat(entry.getAttributes(1).getFloatSeriesAttribute().getAverage()).isEqualTo(5);
    assertThat(entry.getOrganizationName()).isEqualTo("team");
    assertThat(entry.getProjectName()).isEqualTo("search");
  }

  @Test
  void truncatesStringsOnRequest() {
    EntriesSearchResult result =
        search(
            """
            {"attributeFilters": [{"path": "note"}], "truncateStringTo": 3,
             "query": {"query": "`note`:string EXISTS"}}
            """);

    assertThat(result.getEntries(0).getAttributes(0).getStringAttribute().getValue())
        .isEqualTo("häß");
  }

  @Test
  void deniesAccessToAnUnknownProject() {
    TestClient.Response response =
        client.post(TestClient.SEARCH + "?projectIdentifier=no/where&type=run", "{}");

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.errorType()).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void rejectsMalformedRequests() {
    assertRejected("{", "BAD_REQUEST");
    assertRejected("[]", "BAD_REQUEST");
    assertRejected("{\"pagination\": {\"limit\": 10001}}", "BAD_REQUEST");
    assertRejected("{\"pagination\": {\"offset\": -1}}", "BAD_REQUEST");
    assertRejected("{\"experimentLeader\": \"yes\"}", "BAD_REQUEST");
    assertRejected("{\"query\": {\"query\": \"nonsense\"}}", "BAD_REQUEST");
    assertRejected("{\"sorting\": {\"sortBy\": {\"name\": \"x\"}}}", "INVALID_SORT_PARAMS");
    assertRejected(
        "{\"sorting\": {\"sortBy\": {\"name\": \"x\", \"type\": \"stringSet\"}}}",
        "INVALID_SORT_PARAMS");
  }

  @Test
  void allowsAThousandAttributesBesidesIdAndName() {
    assertThat(search(projectionOf(1000)).getMatchingItemCount()).isEqualTo(5);
    assertRejected(projectionOf(1001), "BAD_REQUEST");
  }

  @Test
  void searchesAllProjects() {
    EntriesSearchResult result =
        client.post(
            TestClient.GLOBAL_SEARCH,
            """
            {"experimentLeader": false, "pagination": {"limit": 2, "offset": 0},
             "sorting": {"dir": "ascending",
               "sortBy": {"name": "sys/custom_run_id", "type": "string"}}}
            """,
            EntriesSearchResult.parser());

    assertThat(result.getMatchingItemCount()).isEqualTo(6);
    assertThat(result.getEntriesList()).extracting("projectName").containsExactly("one", "search");
    assertThat(result.getEntries(0).getAttributesList())
        .extracting("name")
        .containsExactly("sys/id", "sys/custom_run_id");
  }

  @Test
  void searchesAllProjectsByAttributesOfTheSystemAndTheEnvironmentOnly() {
    TestClient.Response query =
        client.post(TestClient.GLOBAL_SEARCH, "{\"query\": {\"query\": \"`x`:float EXISTS\"}}");
    TestClient.Response sorting =
        client.post(
            TestClient.GLOBAL_SEARCH,
            "{\"sorting\": {\"sortBy\": {\"name\": \"x\", \"type\": \"float\"}}}");

    assertThat(query.status()).isEqualTo(400);
    assertThat(sorting.status()).isEqualTo(400);
    assertThat(
            client
                .post(
                    TestClient.GLOBAL_SEARCH,
                    "{\"query\": {\"query\": \"`env/hostname`:string EXISTS\"}}",
                    EntriesSearchResult.parser())
                .getEntriesList())
        .isEmpty();
  }

  private static String projectionOf(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"path\": \"a%d\"}"::formatted)
        .collect(
            Collectors.joining(
                ",",
                "{\"attributeFilters\": [{\"path\": \"sys/id\"}, {\"path\": \"sys/name\"},",
                "]}"));
  }

  private static void assertRejected(String body, String errorType) {
    TestClient.Response response =
        client.post(TestClient.SEARCH + "?projectIdentifier=team/search&type=run", body);
    assertThat(response.status()).as(body).isEqualTo(400);
    assertThat(response.errorType()).as(body).isEqualTo(errorType);
  }

  private static EntriesSearchResult sortedBy(String name, String type, String direction) {
    return result(
        "\"sorting\": {\"dir\": \"%s\", \"sortBy\": {\"name\": \"%s\", \"type\": \"%s\"}}"
            .formatted(direction, name, type));
  }

  private static EntriesSearchResult result(String fields) {
    return search("{\"attributeFilters\": [{\"path\": \"sys/id\"}], " + fields + "}");
  }

  private static EntriesSearchResult search(String body) {
    return client.post(
        TestClient.SEARCH + "?projectIdentifier=team/search&type=run",
        body,
        EntriesSearchResult.parser());
  }

  private static List<String> sysIds(EntriesSearchResult result) {
    return result.getEntriesList().stream()
        .map(entry -> entry.getAttributes(0).getStringAttribute().getValue())
        .toList();
  }
}
