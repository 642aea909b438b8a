package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.protocol.QueryAttributesResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SystemAttributesTest {
  private static final String PROJECT =
      """
      {"project": "team/sys", "runs": [
        {"run": "root", "experiment": "e", "creationTime": "2025-03-01T00:00:00Z",
         "attributes": {"i": {"type": "int", "value": 1}, "j": {"type": "int", "value": 1},
           "f": {"type": "file", "base64": "AAAA"}, "sys/owner": {"type": "string", "value": "me"},
           "sys/failed": {"type": "bool", "value": true}},
         "series": {"m": {"type": "float_series", "generate": {"count": 100}},
           "t": {"type": "string_series", "points": [[0, "x", 1740787205500]]}}},
        {"run": "child", "experiment": "e", "archived": true, "creationTime": "2025-03-01T00:00:10Z",
         "fork": {"run": "root", "step": 9},
         "series": {"m": {"type": "float_series", "points": [[10, 1], [11, 1, null, 0.5]]}}},
        {"run": "loner"}]}
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

  @Test
  void tellWhatARunIsCalled() {
    assertThat(string("sys/id", 2)).isEqualTo("SYS-2");
    assertThat(string("sys/custom_run_id", 2)).isEqualTo("child");
    assertThat(string("sys/name", 2)).isEqualTo("e");
    assertThat(string("sys/experiment/name", 2)).isEqualTo("e");
    assertThat(find("sys/name", 3)).isEmpty();
    assertThat(find("sys/experiment/name", 3)).isEmpty();
    assertThat(find("sys/experiment/is_head", 3)).isEmpty();
  }

  @Test
  void tellStateAndTimes() {
    assertThat(bool("sys/archived", 2)).isTrue();
    assertThat(bool("sys/trashed", 2)).isFalse();
    assertThat(bool("sys/failed", 1)).isTrue();
    assertThat(bool("sys/experiment/is_head", 1)).isFalse();
    assertThat(bool("sys/experiment/is_head", 2)).isTrue();
    assertThat(string("sys/owner", 1)).isEqualTo("me");
    assertThat(string("sys/owner", 2)).isEqualTo("testkit");
    assertThat(datetime("sys/creation_time", 1)).isEqualTo(1740787200000L);
    assertThat(datetime("sys/creation_time", 3))
        .as("2025-01-01 plus one second per position")
        .isEqualTo(1735689602000L);
    assertThat(datetime("sys/modification_time", 1)).isEqualTo(1740787205500L);
    assertThat(number("sys/running_time_seconds", 1)).isEqualTo(5.5);
  }

  @Test
  void includeTagsOnEveryRun() {
    assertThat(find("sys/tags", 1)).hasSize(1);
    assertThat(find("sys/tags", 1).get(0).getStringSetAttribute().getValueList()).isEmpty();
    assertThat(find("sys/group_tags", 1)).isEmpty();
  }

  @Test
  void tellWhereARunWasForked() {
    assertThat(string("sys/forking/parent", 2)).isEqualTo("root");
    assertThat(number("sys/forking/step", 2)).isEqualTo(9);
    assertThat(integer("sys/forking/depth", 2)).isEqualTo(1);
    assertThat(integer("sys/forking/depth", 1)).isZero();
    assertThat(find("sys/forking/parent", 1)).isEmpty();
  }

  @Test
  void countAttributesAndPoints() {
    String counts = "sys/diagnostics/attributes/";
    assertThat(integer(counts + "int_count", 1)).isEqualTo(2);
    assertThat(integer(counts + "file_ref_count", 1)).isEqualTo(1);
    assertThat(integer(counts + "float_series_count", 1)).isEqualTo(1);
    assertThat(integer(counts + "total_count", 1)).as("sys/ aside").isEqualTo(5);
    assertThat(integer(counts + "total_series_datapoints", 1)).isEqualTo(101);
    assertThat(integer(counts + "total_series_datapoints", 2))
        .as("inherited points of both series, its own point, no preview")
        .isEqualTo(12);
    assertThat(integer("sys/size", 1)).isEqualTo(3);
  }

  @Test
  void lineagesMayBeOfAnyLength() {
    int length = 20_000;
    server.addProject(
        IntStream.range(0, length)
            .mapToObj(
                i ->
                    "{\"run\": \"r%d\" %s, \"series\": {\"m\": {\"type\": \"float_series\", \"points\": [[%d, 1]]}}}"
                        .formatted(
                            i,
                            i + 1 == length
                                ? ""
                                : ", \"fork\": {\"run\": \"r%d\", \"step\": %d}"
                                    .formatted(i + 1, length - 2 - i),
                            length - 1 - i))
            .collect(Collectors.joining(",", "{\"project\": \"team/deep\", \"runs\": [", "]}")));
    QueryAttributesResult result =
        client.post(
            TestClient.VALUES + "?projectIdentifier=team/deep",
            """
            {"experimentIdsFilter": ["team/deep/DEEP-1"],
             "attributeNamesFilter": ["sys/forking/depth", "sys/diagnostics/attributes/total_series_datapoints"]}
            """,
            QueryAttributesResult.parser());

    assertThat(result.getEntries(0).getAttributesList())
        .extracting(attribute -> attribute.getIntAttribute().getValue())
        .containsExactlyInAnyOrder((long) length, (long) length - 1);
  }

  /** The values of a string attribute of all runs of a project, oldest first. */
  static List<String> values(TestClient client, String project, String name) {
    EntriesSearchResult result =
        client.post(
            TestClient.SEARCH + "?type=run&projectIdentifier=" + project,
            """
            {"attributeFilters": [{"path": "%s"}], "sorting": {"dir": "ascending",
             "sortBy": {"name": "sys/creation_time", "type": "datetime"}}}
            """
                .formatted(name),
            EntriesSearchResult.parser());
    return result.getEntriesList().stream()
        .map(entry -> entry.getAttributes(0).getStringAttribute().getValue())
        .toList();
  }

  private static String string(String name, int run) {
    return find(name, run).get(0).getStringAttribute().getValue();
  }

  private static boolean bool(String name, int run) {
    return find(name, run).get(0).getBoolAttribute().getValue();
  }

  private static long datetime(String name, int run) {
    return find(name, run).get(0).getDatetimeAttribute().getValue();
  }

  private static double number(String name, int run) {
    return find(name, run).get(0).getFloatAttribute().getValue();
  }

  private static long integer(String name, int run) {
    return find(name, run).get(0).getIntAttribute().getValue();
  }

  private static List<Attribute> find(String name, int run) {
    QueryAttributesResult result =
        client.post(
            TestClient.VALUES + "?projectIdentifier=team/sys",
            "{\"experimentIdsFilter\": [\"team/sys/SYS-%d\"], \"attributeNamesFilter\": [\"%s\"]}"
                .formatted(run, name),
            QueryAttributesResult.parser());
    return result.getEntriesList().stream()
        .flatMap(entry -> entry.getAttributesList().stream())
        .toList();
  }
}
