package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.protocol.QueryAttributesResult;
import ai.neptune.protocol.SeriesValues;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final String PROJECTS_PATH = "/api/backend/v1/projects";
  private static final String PROJECT =
      """
      {"project": "team/faults", "runs": [{"run": "a",
        "attributes": {"file": {"type": "file", "base64": "MDEyMzQ1Njc4OQ==", "path": "blob"}},
        "series": {"text": {"type": "string_series", "points": [[0, "a"], [1, "b"]]}}}]}
      """;

  private final NeptuneServer server = NeptuneServer.start(PROJECT);
  private final TestClient client = new TestClient(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void respondsWithAStatusAsOftenAsAsked() {
    server.addFaults("[{\"path\": \"projects$\", \"status\": 503, \"times\": 2}]");

    assertThat(statuses(3)).containsExactly(503, 503, 200);
  }

  @Test
  void faultsOfOneFieldFollowEachOtherAndOthersCombine() {
    server.addFaults(
        """
        [{"path": "projects", "status": 429, "retryAfter": 1.5},
         {"path": "projects", "status": 500},
         {"path": "projects", "headers": {"X-Fault": "yes"}, "times": -1}]
        """);

    HttpResponse<byte[]> first = get();
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("1.5");
    assertThat(first.headers().firstValue("X-Fault")).contains("yes");
    assertThat(get().statusCode()).isEqualTo(500);
    HttpResponse<byte[]> third = get();
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(third.headers().firstValue("X-Fault")).contains("yes");
  }

  @Test
  void appliesOnlyToPathsThatTheRegexFinds() {
    server.addFaults("[{\"path\": \"^/storage/\", \"status\": 500, \"times\": -1}]");

    assertThat(get().statusCode()).isEqualTo(200);
    assertThat(blob().statusCode()).isEqualTo(500);
  }

  @Test
  void resetRemovesFaults() {
    server.addFaults("[{\"path\": \"projects\", \"status\": 500, \"times\": -1}]");
    server.resetFaults();

    assertThat(get().statusCode()).isEqualTo(200);
  }

  @Test
  void replacesTheBody() {
    server.addFaults("[{\"path\": \"projects\", \"body\": \"bm90IGpzb24=\"}]");

    HttpResponse<byte[]> response = get();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("not json");
  }

  @Test
  void garblesTheBody() {
    byte[] whole = get().body();
    server.addFaults("[{\"path\": \"projects\", \"garble\": true}]");

    assertThat(get().body()).hasSameSizeAs(whole).doesNotContain(whole[0]);
  }

  @Test
  void waitsBeforeTheResponse() {
    server.addFaults("[{\"path\": \"projects\", \"latencyMs\": 300}]");
    long start = System.nanoTime();

    assertThat(get().statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void sendsSlowly() {
    server.addFaults("[{\"path\": \"^/storage\", \"bytesPerSecond\": 25}]");
    URI url = client.sign("team/faults", "blob");
    long start = System.nanoTime();

    assertThat(client.bytes(HttpRequest.newBuilder(url)).body()).hasSize(10);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
  }

  @Test
  void breaksTheBodyOff() {
    server.addFaults("[{\"path\": \"^/storage\", \"truncateAfterBytes\": 4}]");

    assertThatThrownBy(this::blob).isInstanceOf(UncheckedIOException.class);
    assertThat(blob().body()).hasSize(10);
  }

  @Test
  void announcesAnotherLength() {
    server.addFaults("[{\"path\": \"^/storage\", \"contentLength\": 6}]");
    assertThat(blob().body()).asString(StandardCharsets.UTF_8).isEqualTo("012345");

    server.addFaults("[{\"path\": \"^/storage\", \"contentLength\": 16}]");
    assertThatThrownBy(this::blob).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void closesTheConnectionWithoutAResponse() {
    client.exchange(server.apiToken());
    // The JDK's client sends a GET again once when a kept connection is closed, a POST never.
    server.addFaults("[{\"path\": \"signedUrl\", \"closeConnection\": true}]");

    assertThatThrownBy(() -> client.post(TestClient.SIGNED_URL, "{\"files\": []}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(server.requests().count("signedUrl", 0)).isEqualTo(1);
  }

  @Test
  void repeatsPageTokens() {
    server.addFaults("[{\"repeatPageToken\": true, \"times\": -1}]");
    String definitions =
        "{\"projectIdentifiers\": [\"team/faults\"], \"nextPage\": {\"limit\": 5 %s}}";
    String token = tokenOf(client.post(TestClient.DEFINITIONS, definitions.formatted("")));
    String next = ", \"nextPageToken\": \"" + token + "\"";
    assertThat(tokenOf(client.post(TestClient.DEFINITIONS, definitions.formatted(next))))
        .isEqualTo(token);

    QueryAttributesResult values =
        client.post(
            TestClient.VALUES + "?projectIdentifier=team/faults",
            "{}",
            QueryAttributesResult.parser());
    assertThat(values.getNextPage().getNextPageToken()).isNotEmpty();

    SeriesValues series =
        client.post(
            TestClient.OTHER_SERIES,
            """
            {"requests": [{"requestId": "0", "series": {"attribute": "text",
              "holder": {"identifier": "team/faults/FAUL-1", "type": "experiment"}}}]}
            """,
            SeriesValues.parser());
    assertThat(series.getSeries(0).getSearchAfter().getFinished()).isFalse();
    assertThat(series.getSeries(0).getSeriesValues().getValuesCount()).isEqualTo(2);
  }

  @Test
  void letsSignedUrlsExpire() {
    server.addFaults("[{\"expireSignedUrls\": true}]");

    assertThat(blob().statusCode()).isEqualTo(400);
    assertThat(blob().statusCode()).isEqualTo(200);
  }

  @Test
  void givesSignedUrlsAnotherPrefix() {
    server.addFaults("[{\"signedUrlPrefix\": \"ftp://elsewhere\"}]");

    assertThat(client.sign("team/faults", "blob").toString())
        .startsWith("ftp://elsewhere/storage/team/faults/blob?");
  }

  @Test
  void rejectsMalformedFaults() {
    List<String> malformed =
        List.of(
            "{",
            "[1]",
            "[{\"stat\": 500}]",
            "[{\"status\": 99}]",
            "[{\"times\": 0}]",
            "[{\"path\": \"(\"}]",
            "[{\"body\": \"%\"}]");

    for (String faults : malformed) {
      assertThat(admin(faults)).as(faults).isEqualTo(400);
      assertThatThrownBy(() -> server.addFaults(faults))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(get().statusCode()).isEqualTo(200);
  }

  @Test
  void typedFaultsAreTheSameAsTheirJson() {
    server.addFaults(
        Fault.on("projects").status(429).retryAfter("1.5").header("X-A", "a").header("X-B", "b"),
        Fault.on("projects").body("not json".getBytes(StandardCharsets.UTF_8)).times(2),
        Fault.on("^/storage/").truncateAfterBytes(4).always());

    HttpResponse<byte[]> first = get();
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.body()).asString(StandardCharsets.UTF_8).isEqualTo("not json");
    assertThat(first.headers().map()).containsKeys("retry-after", "x-a", "x-b");
    assertThat(get().statusCode()).isEqualTo(200);
    assertThatThrownBy(this::blob).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(this::blob).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void typedFaultsHaveEveryFieldOfTheJson() {
    Fault all =
        Fault.on("p")
            .times(3)
            .status(500)
            .retryAfter("1")
            .header("a", "b")
            .body(new byte[] {1})
            .latency(Duration.ofMillis(5))
            .bytesPerSecond(7)
            .truncateAfterBytes(8)
            .garble()
            .contentLength(9)
            .closeConnection()
            .repeatPageToken()
            .expireSignedUrls()
            .signedUrlPrefix("http://x");

    server.addFaults("[" + all.toJson() + "]");
    assertThat(all)
        .hasToString(
            "{'path':'p','times':3,'status':500,'retryAfter':'1','headers':{'a':'b'},"
                    .replace('\'', '"')
                + "'body':'AQ==','latencyMs':5,'bytesPerSecond':7,'truncateAfterBytes':8,"
                    .replace('\'', '"')
                + "'garble':true,'contentLength':9,'closeConnection':true,'repeatPageToken':true,"
                    .replace('\'', '"')
                + "'expireSignedUrls':true,'signedUrlPrefix':'http://x'}".replace('\'', '"'));
  }

  @Test
  void takesFaultsOverHttp() {
    assertThat(admin("[{\"path\": \"projects\", \"status\": 500, \"times\": -1}]")).isEqualTo(200);
    assertThat(get().statusCode()).isEqualTo(500);
    client.response(client.request("/testkit/faults").DELETE());
    assertThat(get().statusCode()).isEqualTo(200);
  }

  private int admin(String faults) {
    return client
        .response(client.request("/testkit/faults").POST(BodyPublishers.ofString(faults)))
        .status();
  }

  private List<Integer> statuses(int count) {
    return Stream.generate(() -> get().statusCode()).limit(count).toList();
  }

  private HttpResponse<byte[]> get() {
    return client.bytes(client.authorized(PROJECTS_PATH));
  }

  private HttpResponse<byte[]> blob() {
    return client.bytes(HttpRequest.newBuilder(client.sign("team/faults", "blob")));
  }

  private static String tokenOf(TestClient.Response response) {
    return response.body().get("nextPage").get("nextPageToken").asText();
  }
}
