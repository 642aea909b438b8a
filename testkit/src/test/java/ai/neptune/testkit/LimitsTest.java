package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What servers were seen to take, and a strict one refuses (docs/protocol.md, 4.10). */
class LimitsTest {
  private static final String PROJECT =
      "{\"project\": \"team/limits\", \"runs\": [{\"run\": \"a\"}]}";

  @Test
  void aRequestOfAnySizeIsTakenUnlessTheLimitsAreStrict() {
    assertStatuses(TestClient.DEFINITIONS, definitions(4_917), 400);
    assertStatuses(TestClient.VALUES + "?projectIdentifier=team/limits", values(50_000), 400);
    assertStatuses(
        TestClient.VALUES + "?projectIdentifier=team/limits",
        "{\"attributeNamesFilter\": [\"a\", \"b\", \"c\"], \"experimentIdsFilter\": %s}"
            .formatted(runs(3_334)),
        400);
    assertStatuses(TestClient.FLOAT_SERIES, floatSeries(12_000, 1_000), 400);
    assertStatuses(
        TestClient.SEARCH + "?projectIdentifier=team/limits&type=run",
        "{\"pagination\": {\"limit\": 20000}}",
        400);
    assertStatuses(TestClient.SIGNED_URL, "{\"files\": [" + files(201) + "]}", 413);
  }

  private static void assertStatuses(String path, String body, int strict) {
    assertThat(status(NeptuneServerOptions.STRICT, path, body)).as(path).isEqualTo(strict);
    assertThat(status(NeptuneServerOptions.DEFAULTS, path, body)).as(path).isEqualTo(200);
  }

  private static int status(NeptuneServerOptions options, String path, String body) {
    try (NeptuneServer server = NeptuneServer.start(options, PROJECT)) {
      TestClient client = new TestClient(server);
      return client.bytes(client.authorized(path).POST(BodyPublishers.ofString(body))).statusCode();
    }
  }

  private static String definitions(int runs) {
    return "{\"projectIdentifiers\": [\"team/limits\"], \"experimentIdsFilter\": %s}"
        .formatted(runs(runs));
  }

  private static String values(int runs) {
    return "{\"experimentIdsFilter\": %s}".formatted(runs(runs));
  }

  private static String runs(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"team/limits/LIMI-%d\""::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String floatSeries(int series, int nameLength) {
    String name = "x".repeat(nameLength);
    return IntStream.range(0, series)
        .mapToObj(
            i ->
                """
                {"requestId": "%d", "series": {"attribute": "%s",
                 "holder": {"identifier": "team/limits/LIMI-1", "type": "experiment"}}}
                """
                    .formatted(i, name))
        .collect(Collectors.joining(",", "{\"requests\": [", "]}"));
  }

  private static String files(int count) {
    return String.join(
        ",",
        Collections.nCopies(
            count,
            "{\"project_identifier\": \"team/limits\", \"path\": \"x\", \"permission\":"
                + " \"read\"}"));
  }
}
