package ai.neptune.client.api;

import static ai.neptune.client.http.ScriptedServer.bytes;
import static ai.neptune.client.http.ScriptedServer.dropped;
import static ai.neptune.client.http.ScriptedServer.header;
import static ai.neptune.client.http.ScriptedServer.status;
import static ai.neptune.client.http.ScriptedServer.truncated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BlobSource;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.http.ScriptedServer;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BlobStorageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);
  private static final String QUERY = "?X-Signature=very-secret";

  private final RequestMetrics metrics = new RequestMetrics();
  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void opensABlobWithoutCredentials() throws IOException {
    server.on("/blob", header("ETag", "\"v1\"", bytes(CONTENT)));

    try (Blob blob = open("/blob", 0, null)) {
      assertThat(blob.offset()).isZero();
      assertThat(blob.contentLength()).isEqualTo(10);
      assertThat(blob.etag()).isEqualTo("\"v1\"");
      assertThat(blob.body().readAllBytes()).isEqualTo(CONTENT);
    }

    ScriptedServer.Request request = server.requests("/blob").get(0);
    assertThat(request.uri()).hasToString("/blob" + QUERY);
    assertThat(request.header("Authorization")).isNull();
    assertThat(request.header("Accept-Encoding")).isEqualTo("identity");
    assertThat(request.header("Range")).isNull();
    assertThat(metrics.bytesReceived.sum()).isEqualTo(10);
    assertThat(metrics.requests.sum()).as("API requests").isZero();
  }

  @Test
  void opensTheRestOfABlob() throws IOException {
    server.on("/blob", partial("bytes 4-9/10", "456789"));

    try (Blob blob = open("/blob", 4, "\"v1\"")) {
      assertThat(blob.offset()).isEqualTo(4);
      assertThat(blob.contentLength()).isEqualTo(6);
      assertThat(blob.body().readAllBytes()).isEqualTo("456789".getBytes(UTF_8));
    }
    assertThat(server.requests("/blob").get(0).header("Range")).isEqualTo("bytes=4-");
    assertThat(server.requests("/blob").get(0).header("If-Range")).isEqualTo("\"v1\"");
  }

  @Test
  void aBlobThatHasChangedBeginsAnew() throws IOException {
    server.on("/blob", bytes(CONTENT));

    try (Blob blob = open("/blob", 4, "\"old\"")) {
      assertThat(blob.offset()).isZero();
      assertThat(blob.contentLength()).isEqualTo(10);
    }
  }

  @Test
  void aWeakVersionIsNotNamed() throws IOException {
    server.on("/blob", header("ETag", "W/\"v1\"", bytes(CONTENT)));

    try (Blob blob = open("/blob", 0, null)) {
      assertThat(blob.etag()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bytes 3-9/10", "bytes 5-9/10", "bytes 4-8/10", "bytes */10", "4-9"})
  void otherBytesThanAskedForAreRefused(String contentRange) {
    server.on("/blob", partial(contentRange, "456789"));

    assertThatThrownBy(() -> open("/blob", 4, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes very-secret", "bytes 4-9/5ec2e7", "very-secret"})
  void aRangeThatIsNoneIsNotShown(String contentRange) {
    server.on("/blob", partial(contentRange, "456789"));

    assertThatThrownBy(() -> open("/blob", 4, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageNotContainingAny("secret", "5ec2e7");
  }

  /** Or half a file of unknown size would be taken for all of it. */
  @ParameterizedTest
  @ValueSource(strings = {"bytes 4-9/10", "bytes 0-5/10", "bytes 0-5/*", "bytes"})
  void aRangeThatIsSentAsTheWholeIsRefused(String contentRange) {
    server.on("/blob", header("Content-Range", contentRange, status(200, "456789")));

    assertThatThrownBy(() -> open("/blob", 4, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("as if it were the whole file");
  }

  @Test
  void aRangeOfAllBytesIsTheWhole() throws IOException {
    server.on("/blob", header("Content-Range", "bytes 0-9/10", bytes(CONTENT)));

    try (Blob blob = open("/blob", 0, null)) {
      assertThat(blob.contentLength()).isEqualTo(10);
    }
  }

  @Test
  void aPartThatWasNotAskedForIsRefused() {
    server.on("/blob", partial("bytes 0-5/10", "012345"));

    assertThatThrownBy(() -> open("/blob", 0, null))
        .isInstanceOf(UnexpectedResponseException.class);
  }

  @Test
  void aBodyThatEndsEarlyFails() throws IOException {
    server.on("/blob", truncated(CONTENT, 100));

    try (Blob blob = open("/blob", 0, null)) {
      InputStream body = blob.body();
      assertThat(body.readNBytes(10)).isEqualTo(CONTENT);
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aBodyThatStopsComingFails() throws IOException {
    server.on("/blob", server.stalled(CONTENT, 100));

    try (Blob blob =
        storage(Duration.ofMillis(200)).open(url("/blob"), 0, BlobSource.TO_END, null, PATIENCE)) {
      InputStream body = blob.body();
      assertThat(body.readNBytes(10)).isEqualTo(CONTENT);
      assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anInterruptedThreadReadsNoMore() throws IOException {
    server.on("/blob", server.stalled(CONTENT, 100));

    try (Blob blob = open("/blob", 0, null)) {
      blob.body().readNBytes(10);
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(() -> blob.body().read());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void closingABlobEndsAReadThatWaits() throws Exception {
    server.on("/blob", server.stalled(CONTENT, 100));

    Blob blob = open("/blob", 0, null);
    blob.body().readNBytes(10);
    Future<?> waiting = background(() -> blob.body().read());
    blob.close();

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void closingTheStorageEndsWhatWaitsForAnResponse() throws Exception {
    server.on("/blob", server.silent());
    BlobStorage storage = storage(Duration.ofMinutes(1));

    Future<?> waiting =
        background(() -> storage.open(url("/blob"), 0, BlobSource.TO_END, null, PATIENCE));
    while (server.requests("/blob").isEmpty()) {
      Thread.onSpinWait();
    }
    storage.close();

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> storage.open(url("/blob"), 0, BlobSource.TO_END, null, PATIENCE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void usesAConnectionAgainWhenItsBlobHasBeenRead() throws IOException {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    server.on(
        "/blob",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          bytes(CONTENT).to(exchange);
        });
    BlobStorage storage = storage(Duration.ofSeconds(5));

    for (int i = 0; i < 3; i++) {
      try (Blob blob = storage.open(url("/blob"), 0, BlobSource.TO_END, null, PATIENCE)) {
        blob.body().readAllBytes();
      }
    }

    assertThat(ports).hasSize(1);
    storage.close();
  }

  @Test
  void keepsThePathOfAUrlAsItIs() throws IOException {
    server.on("/a//b+c d%", bytes(CONTENT));

    SignedUrl odd = new SignedUrl(server.url() + "/a//b+c%20d%25" + QUERY);
    try (Blob blob =
        storage(Duration.ofSeconds(5)).open(odd, 0, BlobSource.TO_END, null, PATIENCE)) {
      assertThat(blob.contentLength()).isEqualTo(10);
    }
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> open("/nothing", 0, null))
        .isInstanceOf(BlobNotFoundException.class)
        .hasMessageContaining("/nothing")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void saysThatTheUrlIsNotAccepted(int status) {
    server.on("/blob", status(status, "<Error>" + QUERY + "</Error>"));

    assertThatThrownBy(() -> open("/blob", 0, null))
        .isInstanceOf(SignedUrlRejectedException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void saysHowLongToWait() {
    server.on("/blob", header("Retry-After", "7", status(503, "")));

    assertThatThrownBy(() -> open("/blob", 0, null))
        .isInstanceOfSatisfying(
            TransientResponseException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)))
        .hasMessageNotContaining("secret");
  }

  @Test
  void aBrokenConnectionMayBeTriedAgain() {
    server.on("/blob", dropped());

    assertThatThrownBy(() -> open("/blob", 0, null)).isInstanceOf(IOException.class);
  }

  @Test
  void followsRedirectsOfTheStorage() throws IOException {
    server.on("/1", redirect("/2?a=b"));
    server.on("/2", redirect(server.url() + "/3"));
    server.on("/3", partial("bytes 4-9/10", "456789"));

    try (Blob blob = open("/1", 4, "\"v1\"")) {
      assertThat(blob.contentLength()).isEqualTo(6);
    }
    assertThat(server.requests("/2").get(0).uri()).hasToString("/2?a=b");
    assertThat(server.requests("/3").get(0).header("Range")).isEqualTo("bytes=4-");
    assertThat(server.requests("/3").get(0).header("Authorization")).isNull();
  }

  @Test
  void doesNotFollowRedirectsForEver() {
    server.on("/1", redirect("/1"));

    assertThatThrownBy(() -> open("/1", 0, null)).isInstanceOf(UnexpectedResponseException.class);
    assertThat(server.requests("/1")).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/hosts", "ftp://h/very-secret", "http://a b/very-secret"})
  void doesNotFollowRedirectsToAnythingElse(String location) {
    server.on("/1", redirect(location));

    assertThatThrownBy(() -> open("/1", 0, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageNotContaining("secret");
  }

  private static Future<?> background(Callable<?> task) {
    FutureTask<?> running = new FutureTask<>(task);
    Thread thread = new Thread(running);
    thread.setDaemon(true);
    thread.start();
    return running;
  }

  private Blob open(String path, long offset, String etag) throws IOException {
    return storage(Duration.ofSeconds(5))
        .open(url(path), offset, BlobSource.TO_END, etag, PATIENCE);
  }

  private SignedUrl url(String path) {
    return new SignedUrl(server.url() + path + QUERY);
  }

  private BlobStorage storage(Duration requestTimeout) {
    ClientConfig config = server.config();
    return ApiConnection.to(
            new ClientConfig(
                config.apiToken(),
                1,
                requestTimeout,
                config.retrySoftTimeout(),
                config.retryHardTimeout(),
                null,
                null,
                null),
            metrics)
        .storage();
  }

  private static ScriptedServer.Response redirect(String location) {
    return header("Location", location, status(302, ""));
  }

  private static ScriptedServer.Response partial(String contentRange, String body) {
    return header("Content-Range", contentRange, status(206, body));
  }
}
