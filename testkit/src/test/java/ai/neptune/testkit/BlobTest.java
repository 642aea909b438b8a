package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobTest {
  private static final String P = "team/blobs";
  private static final String PROJECT =
      """
      {"project": "team/blobs", "runs": [{"run": "a", "attributes": {
         "text": {"type": "file", "base64": "MDEyMzQ1Njc4OQ==", "path": "text"},
         "odd": {"type": "file", "base64": "b2Rk", "path": "a b/ü+1%2F?#&"},
         "none": {"type": "file", "base64": "", "path": "none"},
         "big": {"type": "file", "size": 1000003, "path": "big"},
         "old": {"type": "file", "base64": "b2xk", "path": "twice"},
         "new": {"type": "file", "base64": "bmV3ZXI=", "path": "twice"}}}]}
      """;

  private NeptuneServer server = NeptuneServer.start(NeptuneServerOptions.STRICT, PROJECT);
  private TestClient client = new TestClient(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givesABlobToWhoHasASignedUrl() {
    HttpResponse<byte[]> response = get(client.sign(P, "text"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("0123456789");
    assertThat(response.headers().firstValue("Content-Length")).contains("10");
    assertThat(response.headers().firstValue("ETag")).isPresent();
    assertThat(text(get(client.sign(P, "a b/ü+1%2F?#&")))).isEqualTo("odd");
    assertThat(get(client.sign(P, "none")).body()).isEmpty();
  }

  @Test
  void signsUrlsInRequestOrderAlsoForPathsThatDoNotExist() {
    TestClient.Response response =
        client.post(TestClient.SIGNED_URL, "{\"files\": [" + file("b") + "," + file("a") + "]}");

    assertThat(response.body().get("files").findValuesAsText("path")).containsExactly("b", "a");
    assertThat(response.body().get("files").get(0).get("provider").asText()).isEqualTo("gcp");
    assertThat(response.body().get("files").get(0).get("project_identifier").asText()).isEqualTo(P);
    assertThat(get(client.sign(P, "nowhere")).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesUrlsThatAreNotSigned() {
    String url = client.sign(P, "text").toString();

    assertThat(get(URI.create(url.replace("text", "none"))).statusCode()).isEqualTo(400);
    assertThat(get(URI.create(url.substring(0, url.length() - 1))).statusCode()).isEqualTo(400);
    assertThat(get(URI.create(url.replace("X-Goog-Expires=", "X-Goog-Expires=9"))).statusCode())
        .isEqualTo(400);
    assertThat(get(URI.create(url.substring(0, url.indexOf('?')))).statusCode()).isEqualTo(400);
  }

  @Test
  void aPathThatIsUploadedTwiceHoldsTheLastContent() {
    assertThat(text(get(client.sign(P, "twice")))).isEqualTo("newer");
  }

  @ParameterizedTest
  @CsvSource({
    "GCP, 400, X-Goog-Date=\\d{8}T\\d{6}Z&X-Goog-Expires=60&.*&X-Goog-Signature=[0-9a-f]{64}",
    "AWS, 403, X-Amz-Date=\\d{8}T\\d{6}Z&X-Amz-Expires=60&.*&X-Amz-Signature=[0-9a-f]{64}",
    "AZURE, 403, '&se=\\d{4}-\\d\\d-\\d\\dT\\d\\d%3A\\d\\d%3A\\d\\dZ&.*&sig=[0-9a-f]{64}'"
  })
  void signsUrlsAsTheProviderDoes(StorageProvider provider, int refusal, String query) {
    NeptuneServerOptions options = NeptuneServerOptions.DEFAULTS.withStorageProvider(provider);
    restart(options.withSignedUrlLifetime(Duration.ofSeconds(60)));
    URI url = client.sign(P, "text");

    assertThat(url.getRawQuery()).containsPattern(query);
    assertThat(text(get(url))).isEqualTo("0123456789");
    assertThat(text(get(URI.create(url + "&timeout=30")))).isEqualTo("0123456789");
    assertThat(get(URI.create(url.toString().replace("/text?", "/none?"))).statusCode())
        .isEqualTo(refusal);

    restart(options.withSignedUrlLifetime(Duration.ZERO));
    assertThat(get(client.sign(P, "text")).statusCode()).isEqualTo(refusal);
  }

  @Test
  void refusesTheAuthorizationHeader() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(client.sign(P, "text")).header("Authorization", "Bearer x");

    assertThat(client.bytes(request).statusCode()).isEqualTo(400);
  }

  @Test
  void servesRanges() {
    assertRange("bytes=2-4", 206, "234", "bytes 2-4/10");
    assertRange("bytes=7-", 206, "789", "bytes 7-9/10");
    assertRange("bytes=8-100", 206, "89", "bytes 8-9/10");
    assertRange("bytes=-3", 206, "789", "bytes 7-9/10");
    assertRange("bytes=10-", 416, "", "bytes */10");
    assertRange("bytes=4-2", 200, "0123456789", null);
    assertRange("bytes=0-1,3-4", 200, "0123456789", null);
  }

  @Test
  void servesARangeOnlyIfTheEntityTagIsStillTheSame() {
    URI url = client.sign(P, "text");
    String tag = get(url).headers().firstValue("ETag").orElseThrow();
    HttpRequest.Builder same =
        HttpRequest.newBuilder(url).header("Range", "bytes=5-").header("If-Range", tag);
    HttpRequest.Builder other =
        HttpRequest.newBuilder(url).header("Range", "bytes=5-").header("If-Range", "\"other\"");

    assertThat(client.bytes(same).statusCode()).isEqualTo(206);
    assertThat(client.bytes(other).statusCode()).isEqualTo(200);
  }

  @Test
  void generatedContentIsTheSameInWholeAndInParts() {
    byte[] whole = get(client.sign(P, "big")).body();
    HttpRequest.Builder part =
        HttpRequest.newBuilder(client.sign(P, "big")).header("Range", "bytes=65533-200001");

    assertThat(whole).hasSize(1_000_003);
    assertThat(client.bytes(part).body()).isEqualTo(Arrays.copyOfRange(whole, 65_533, 200_002));
  }

  @Test
  void signsAtMostTwoHundredFilesWhenStrict() {
    assertThat(client.post(TestClient.SIGNED_URL, files(200)).status()).isEqualTo(200);
    assertThat(client.post(TestClient.SIGNED_URL, files(201)).status()).isEqualTo(413);
  }

  @Test
  void rejectsMalformedRequests() {
    assertThat(client.post(TestClient.SIGNED_URL, "{}").status()).isEqualTo(400);
    assertThat(client.post(TestClient.SIGNED_URL, files(1).replace("read", "write")).status())
        .isEqualTo(400);
    assertThat(client.post(TestClient.SIGNED_URL, files(1).replace(P, "no/where")).errorType())
        .isEqualTo("ACCESS_DENIED");
    assertThat(
            client
                .bytes(HttpRequest.newBuilder(client.sign(P, "text")).POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(405);
  }

  private void assertRange(
      String range, int status, String content, @Nullable String contentRange) {
    HttpResponse<byte[]> response =
        client.bytes(HttpRequest.newBuilder(client.sign(P, "text")).header("Range", range));
    assertThat(response.statusCode()).as(range).isEqualTo(status);
    assertThat(text(response)).as(range).isEqualTo(content);
    assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
  }

  private void restart(NeptuneServerOptions options) {
    server.close();
    server = NeptuneServer.start(options, PROJECT);
    client = new TestClient(server);
  }

  private HttpResponse<byte[]> get(URI url) {
    return client.bytes(HttpRequest.newBuilder(url));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String files(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> file("f" + i))
        .collect(Collectors.joining(",", "{\"files\": [", "]}"));
  }

  private static String file(String path) {
    return "{\"project_identifier\": \"%s\", \"path\": \"%s\", \"permission\": \"read\"}"
        .formatted(P, path);
  }
}
