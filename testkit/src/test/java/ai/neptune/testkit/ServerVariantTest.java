package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.protocol.QueryAttributesResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerVariantTest {
  private static final String PROJECT =
      """
      {"project": "team/variants", "runs": [
        {"run": "old", "creationTime": "2024-01-01T00:00:00Z", "attributes": {
          "x": {"type": "float", "value": 0.5}, "only": {"type": "int", "value": 1},
          "file": {"type": "file", "base64": "b2Rk", "path": "a|b/[c] ^{d}`%é"}},
         "series": {"m": {"type": "float_series", "points": [[0, 1]]}}},
        {"run": "new", "creationTime": "2025-06-01T00:00:00Z", "attributes": {
          "x": {"type": "int", "value": 1}}}]}
      """;

  @Test
  void withoutMatchingCountASearchHasItsEntriesOnly() {
    try (NeptuneServer server = start(ServerVariant.NO_MATCHING_COUNT)) {
      EntriesSearchResult result =
          new TestClient(server)
              .post(
                  TestClient.SEARCH + "?projectIdentifier=team/variants&type=run",
                  "{}",
                  EntriesSearchResult.parser());

      assertThat(result.getMatchingItemCount()).isZero();
      assertThat(result.getEntriesCount()).isEqualTo(2);
    }
  }

  @Test
  void withoutTypesAttributesAreToldByTheirMessage() {
    try (NeptuneServer server = start(ServerVariant.NO_ATTRIBUTE_TYPE)) {
      List<Attribute> attributes = values(server, "");

      assertThat(attributes).extracting("type").containsOnly("");
      assertThat(attributes.toString()).doesNotContain("attribute_type");
      assertThat(attributes)
          .filteredOn(attribute -> attribute.getName().equals("m"))
          .allMatch(Attribute::hasFloatSeriesAttribute)
          .hasSize(1);
    }
  }

  @Test
  void withoutIntBesideFloatOnlyTheFloatIsDefined() {
    try (NeptuneServer server = start(ServerVariant.NO_INT_BESIDE_FLOAT)) {
      TestClient.Response response =
          new TestClient(server)
              .post(
                  TestClient.DEFINITIONS,
                  """
                  {"projectIdentifiers": ["team/variants"],
                   "attributeNameFilter": {"mustMatchRegexes": ["^(x|only)$"]}}
                  """);

      assertThat(response.body().get("entries").findValuesAsText("name"))
          .containsExactly("only", "x");
      assertThat(response.body().get("entries").findValuesAsText("type"))
          .containsExactly("int", "float");
      assertThat(values(server, ", \"attributeNamesFilter\": [\"x\"]"))
          .as("both values are there")
          .extracting("type")
          .containsExactly("float", "int");
    }
  }

  @Test
  void anUnknownTokenMayBeRefusedWith400AndAMessage() {
    try (NeptuneServer server = start(ServerVariant.BAD_TOKEN_400)) {
      TestClient client = new TestClient(server);
      TestClient.Response refused = client.exchange("bm90IGEgdG9rZW4=");

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.message()).isEqualTo("Parameter 'X-Neptune-Api-Token' missing or invalid");
      assertThat(client.exchange(server.apiToken()).status()).isEqualTo(200);
    }
  }

  @Test
  void rawUrlsAreServedAsTheyAreAndPercentEncoded() throws IOException {
    try (NeptuneServer server = start(ServerVariant.RAW_URLS)) {
      TestClient client = new TestClient(server);
      String url =
          client
              .post(
                  TestClient.SIGNED_URL,
                  "{\"files\": [{\"project_identifier\": \"team/variants\", \"permission\":"
                      + " \"read\", \"path\": \"a|b/[c] ^{d}`%é\"}]}")
              .body()
              .get("files")
              .get(0)
              .get("url")
              .asText();
      String target = url.substring(server.url().toString().length());

      assertThat(target).startsWith("/storage/team/variants/a|b/[c]%20^{d}`%25%C3%A9?X-Goog-");
      assertThat(received(server, target, "Connection: close\r\n"))
          .startsWith("HTTP/1.1 200")
          .endsWith("odd");
      String encoded = url;
      for (String raw : List.of("|", "[", "]", "^", "{", "}", "`")) {
        encoded = encoded.replace(raw, URLEncoder.encode(raw, StandardCharsets.UTF_8));
      }
      assertThat(client.bytes(HttpRequest.newBuilder(URI.create(encoded))).body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("odd");
    }
  }

  @Test
  void runsOfOlderServersHaveNoCounters() {
    String names =
        ", \"attributeNamesFilter\": [\"sys/diagnostics/attributes/total_count\","
            + " \"sys/diagnostics/attributes/total_series_datapoints\"]";
    try (NeptuneServer some = start(counters(Instant.parse("2025-01-01T00:00:00Z")));
        NeptuneServer none = start(counters(Instant.MAX));
        NeptuneServer all = start(NeptuneServerOptions.DEFAULTS)) {
      assertThat(values(some, names)).hasSize(2);
      assertThat(values(none, names)).isEmpty();
      assertThat(values(all, names)).hasSize(4);
      assertThat(values(none, ", \"attributeNamesFilter\": [\"sys/id\"]")).hasSize(2);
    }
  }

  @Test
  void idleConnectionsGetA408ThatNobodyAskedForAndAreClosed() throws IOException {
    NeptuneServerOptions options =
        NeptuneServerOptions.DEFAULTS.withIdleTimeout(Duration.ofMillis(100));
    try (NeptuneServer server = start(options)) {
      String received = received(server, "/api/backend/v1/clients/config", "");

      assertThat(received).startsWith("HTTP/1.1 200").contains("openIdDiscovery");
      assertThat(received).contains("}HTTP/1.1 408 Request Timeout\r\n");
    }
  }

  @Test
  void aSlowResponseIsNotIdle() {
    NeptuneServerOptions options =
        NeptuneServerOptions.DEFAULTS.withIdleTimeout(Duration.ofMillis(50));
    try (NeptuneServer server = start(options)) {
      server.addFaults(Fault.on("projects").latency(Duration.ofMillis(200)));

      assertThat(new TestClient(server).get("/api/backend/v1/projects").status()).isEqualTo(200);
    }
  }

  /** All that the server sends until it closes the connection. */
  private static String received(NeptuneServer server, String target, String headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(target, headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static NeptuneServer start(ServerVariant variant) {
    return start(NeptuneServerOptions.DEFAULTS.withVariant(variant));
  }

  private static NeptuneServer start(NeptuneServerOptions options) {
    return NeptuneServer.start(options, PROJECT);
  }

  private static NeptuneServerOptions counters(Instant since) {
    return NeptuneServerOptions.DEFAULTS.withCountersSince(since);
  }

  private static List<Attribute> values(NeptuneServer server, String filters) {
    return new TestClient(server)
            .post(
                TestClient.VALUES + "?projectIdentifier=team/variants",
                "{\"nextPage\": {\"limit\": 1000} %s}".formatted(filters),
                QueryAttributesResult.parser())
            .getEntriesList()
            .stream()
            .flatMap(entry -> entry.getAttributesList().stream())
            .toList();
  }
}
