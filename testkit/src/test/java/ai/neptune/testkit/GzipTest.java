package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GzipTest {
  private static final String PROJECT =
      """
      {"project": "team/gzip", "runs": [{"run": "a",
        "attributes": {"f": {"type": "file", "size": 5000, "path": "f"}}}]}
      """;

  private final NeptuneServer server =
      NeptuneServer.start(NeptuneServerOptions.DEFAULTS.withGzip(true), PROJECT);
  private final TestClient client = new TestClient(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void compressesResponsesForClientsThatAcceptIt() throws IOException {
    HttpResponse<byte[]> plain = client.bytes(definitions());
    HttpResponse<byte[]> compressed =
        client.bytes(definitions().header("Accept-Encoding", "gzip, deflate"));

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(compressed.body()).hasSizeLessThan(plain.body().length);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @Test
  void neverCompressesBlobs() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(client.sign("team/gzip", "f")).header("Accept-Encoding", "gzip");

    assertThat(client.bytes(request).headers().firstValue("Content-Encoding")).isEmpty();
  }

  private HttpRequest.Builder definitions() {
    return client
        .authorized(TestClient.DEFINITIONS)
        .POST(BodyPublishers.ofString("{\"projectIdentifiers\": [\"team/gzip\"]}"));
  }
}
