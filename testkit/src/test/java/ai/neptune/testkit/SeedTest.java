package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.neptune.protocol.QueryAttributesResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedTest {
  private static NeptuneServer server;

  @BeforeAll
  static void start() {
    server = NeptuneServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'run': 'a', 'colour': 1} | project.runs[0] has an unknown field \"colour\"",
        "{} | project.runs[0] has no field \"run\"",
        "{'run': 1} | project.runs[0].run must be a string",
        "{'run': 'a', 'creationTime': 'today'} | runs[0].creationTime must be an ISO-8601",
        "{'run': 'a', 'archived': 1} | runs[0].archived must be true or false",
        "{'run': 'a', 'fork': {'run': 'b', 'step': 1}} | runs[0] (a) is forked from run b",
        "{'run': 'a', 'fork': {'run': 'a', 'step': 1}} | runs[0] (a) is forked from itself",
        "{'run': 'a', 'fork': {'run': 'b', 'step': -1}} | runs[0].fork.step must be from 0",
        "{'run': 'a'}, {'run': 'a'} | runs[1]: there is a run \"a\" already",
        "A{'x': {'type': 'double', 'value': 1}} | attributes.x.type is unknown: \"double\"",
        "A{'x': {'type': 'float', 'value': 'nan'}} | attributes.x.value must be a number",
        "A{'x': {'type': 'int', 'value': 1.5}} | attributes.x.value must be a whole number",
        "A{'x': {'type': 'int', 'value': 9223372036854775808}} | must be a whole number",
        "A{'x': {'type': 'bool', 'value': 'true'}} | attributes.x.value must be true or false",
        "A{'x': {'type': 'bool'}} | attributes.x has no field \"value\"",
        "A{'x': {'type': 'string_set', 'value': [1]}} | attributes.x.value[0] must be a string",
        "A{'x': {'type': 'datetime', 'value': '2025-01-01'}} | attributes.x.value must be an ISO",
        "A{'x': {'type': 'file'}} | attributes.x must have one of the fields \"base64\"",
        "A{'x': {'type': 'file', 'base64': '%'}} | attributes.x.base64 is not base64",
        "A{'x': {'type': 'float_series', 'points': []}} | it belongs under \"series\"",
        "A{'sys/tags': {'type': 'string', 'value': 'x'}} | attributes.sys/tags must be a"
            + " string_set",
        "A{'sys/id': {'type': 'string', 'value': 'x'}} | attributes.sys/id is computed",
        "A{'': {'type': 'int', 'value': 1}} | the name of an attribute must not be empty",
        "S{'x': {'type': 'int', 'value': 1}} | it belongs under \"attributes\"",
        "S{'m': {'type': 'float_series'}} | series.m must have one of the fields \"points\"",
        "S{'m': {'type': 'float_series', 'points': [[1, 1], [1, 2]]}} | points[1]: step 1.0 does"
            + " not follow step 1.0",
        "S{'m': {'type': 'float_series', 'points': [[0.0000001, 1]]}} | more than six digits",
        "S{'m': {'type': 'float_series', 'points': [[1e12, 1]]}} | points[0][0] must be from 0",
        "S{'m': {'type': 'float_series', 'points': [[1]]}} | points[0] must be [step, value",
        "S{'m': {'type': 'float_series', 'points': [[1, 'x']]}} | points[0][1] must be a number",
        "S{'m': {'type': 'float_series', 'points': [[1, 1, 10], [2, 1, 9]]}} | points[1]: time 9 is"
            + " before",
        "S{'m': {'type': 'float_series', 'points': [[1, 1, null, 0.5], [2, 1]]}} | points[1]"
            + " follows a preview",
        "S{'m': {'type': 'float_series', 'points': [[1, 1, null, 2]]}} | points[0][3] must be a"
            + " completion",
        "S{'m': {'type': 'float_series', 'generate': {'seed': 1}}} | generate has no field"
            + " \"count\"",
        "S{'j': {'type': 'string_series', 'points': [[1, 2]]}} | points[0][1] must be a string",
        "S{'j': {'type': 'string_series', 'points': [[1, 'a', null, 0.5]]}} | only float series"
            + " have previews",
        "S{'h': {'type': 'histogram_series', 'points': [[1, {'type': 'SUM', 'edges': [], 'values':"
            + " []}]]}} | must be COUNTING or DENSITY",
        "S{'h': {'type': 'histogram_series', 'points': [[1, {'type': 'DENSITY', 'edges': [0, 1],"
            + " 'values': [1, 2]}]]}} | one edge more",
        "S{'h': {'type': 'histogram_series', 'points': [[1, {'type': 'DENSITY', 'edges': [1, 1],"
            + " 'values': [1]}]]}} | edges[1] does not increase",
        "{'run': 'p'}, {'run': 'a', 'fork': {'run': 'p', 'step': 3}, 'series': {'m': {'type':"
            + " 'float_series', 'points': [[2, 1]]}}} | runs[1] (a), series m: step 2.0 is before"
            + " the fork step 3.0",
        "{'run': 'a', 'attributes': {'m': {'type': 'int', 'value': 1}}, 'series': {'m': {'type':"
            + " 'float_series', 'points': []}}} | the run has an attribute of that name already",
        "{'run': 'a', 'run': 'b'} | line 1, column"
      })
  void namesThePlaceOfAnError(String runs, String message) {
    String json = "{'project': 'team/seed', 'runs': [" + expand(runs) + "]}";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.addProject(json.replace('\'', '"')))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'runs': []} | project has no field \"project\"",
        "{'project': 'x', 'runs': []} | must be a string of the form workspace/project",
        "{'project': 'a/b', 'run': []} | unknown or repeated field \"run\"",
        "[{'project': 'a/b'}, {'project': 'a/b'}] | project a/b is given more than once",
        "[{'project': 'a/b'}, 1] | projects[1] must be an object",
        "{'project': 'a/b'} {} | goes on after its end",
        "{'project': | not JSON at line 1"
      })
  void namesThePlaceOfAnErrorOutsideOfRuns(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.addProject(json.replace('\'', '"')))
        .withMessageContaining(message);
  }

  @Test
  void keepsToTheLimitsOfNeptune() {
    assertRejected("{'run': '%s'}".formatted("x".repeat(731)), "730 bytes");
    assertRejected("A{'%s': {'type': 'int', 'value': 1}}".formatted("é".repeat(513)), "1024 bytes");
    assertRejected(
        "A{'x': {'type': 'string', 'value': '%s'}}".formatted("x".repeat(1048577)), "1048576");
    assertRejected(
        "A{'x': {'type': 'file', 'size': 1, 'path': '%s'}}".formatted("x".repeat(801)), "800");
  }

  @Test
  void aSeedIsTakenAsAWholeOrNotAtAll() {
    TestClient client = new TestClient(server);
    String seed =
        """
        [{"project": "whole/one", "runs": [{"run": "a"}]},
         {"project": "whole/two", "runs": [{"run": "a", "fork": {"run": "b", "step": 1}}]}]
        """;
    TestClient.Response response =
        client.response(client.request("/testkit/projects").POST(BodyPublishers.ofString(seed)));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.message()).contains("project whole/two, runs[0] (a)");
    assertThat(exists(client, "whole/one")).isFalse();
  }

  @Test
  void storesFilesUnderTheirRunAttributeAndStep() {
    server.addProject(
        """
        {"project": "team/paths", "runs": [
          {"run": "a/b", "attributes": {"c": {"type": "file", "size": 1}}},
          {"run": "a", "attributes": {"b/c": {"type": "file", "size": 1},
                                      "..//x": {"type": "file", "size": 1}},
           "series": {"images": {"type": "file_series", "points": [[2.5, {"size": 1}]]}}},
          {"run": "%s", "attributes": {"%s": {"type": "file", "size": 1}}}]}
        """
            .formatted("/".repeat(730), "é".repeat(512)));
    List<String> paths = filePaths("team/paths");

    assertThat(paths).hasSize(5).doesNotHaveDuplicates();
    assertThat(paths.get(0)).matches("a/b/c/[0-9a-f]{8}");
    assertThat(paths.get(1)).as("no segment that a client resolves").matches("a/_\\.\\./_/x/.*");
    assertThat(paths.get(2)).matches("a/b/c/[0-9a-f]{8}");
    assertThat(paths.get(3)).matches("a/images/2\\.500000/[0-9a-f]{8}");
    assertThat(paths.get(4).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(800);
  }

  @Test
  void replacesAProject() {
    TestClient client = new TestClient(server);
    server.addProject("{\"project\": \"team/replaced\", \"runs\": [{\"run\": \"old\"}]}");
    TestClient.Response response =
        client.response(
            client
                .request("/testkit/projects")
                .POST(
                    BodyPublishers.ofString(
                        "{\"project\": \"team/replaced\", \"runs\": [{\"run\": \"a\"}, {\"run\":"
                            + " \"b\"}]}")));

    assertThat(response.status()).isEqualTo(200);
    assertThat(SystemAttributesTest.values(client, "team/replaced", "sys/custom_run_id"))
        .containsExactly("a", "b");
  }

  @Test
  void readsFilesStreamsAndLists(@TempDir Path directory) throws IOException {
    String json = "{\"project\": \"team/read\", \"runs\": []}";
    Path file = Files.writeString(directory.resolve("seed.json"), json);

    try (NeptuneServer ofFile = NeptuneServer.start(file);
        NeptuneServer ofStream =
            NeptuneServer.start(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        NeptuneServer ofList = NeptuneServer.start(List.of(json, json.replace("read", "other")))) {
      assertThat(exists(new TestClient(ofFile), "team/read")).isTrue();
      assertThat(exists(new TestClient(ofStream), "team/read")).isTrue();
      assertThat(exists(new TestClient(ofList), "team/other")).isTrue();
    }
  }

  private static List<String> filePaths(String project) {
    return new TestClient(server)
            .post(
                TestClient.VALUES + "?projectIdentifier=" + project,
                "{\"attributeFilter\": [{\"attributeType\": \"fileRef\"},"
                    + " {\"attributeType\": \"fileRefSeries\"}]}",
                QueryAttributesResult.parser())
            .getEntriesList()
            .stream()
            .flatMap(entry -> entry.getAttributesList().stream())
            .map(
                attribute ->
                    attribute.hasFileRefAttribute()
                        ? attribute.getFileRefAttribute().getPath()
                        : attribute.getFileRefSeriesAttribute().getLast().getPath())
            .toList();
  }

  private static boolean exists(TestClient client, String project) {
    String path = "/api/backend/v1/projects/get?projectIdentifier=" + project;
    return client.get(path).status() == 200;
  }

  private static void assertRejected(String runs, String message) {
    String json = "{'project': 'team/seed', 'runs': [" + expand(runs) + "]}";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server.addProject(json.replace('\'', '"')))
        .withMessageContaining(message);
  }

  // A and S stand for a run with these attributes or series.
  private static String expand(String runs) {
    return switch (runs.charAt(0)) {
      case 'A' -> "{'run': 'a', 'attributes': " + runs.substring(1) + "}";
      case 'S' -> "{'run': 'a', 'series': " + runs.substring(1) + "}";
      default -> runs;
    };
  }
}
