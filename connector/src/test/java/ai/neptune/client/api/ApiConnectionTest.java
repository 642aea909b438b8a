package ai.neptune.client.api;

import static ai.neptune.client.http.ScriptedServer.EXCHANGE;
import static ai.neptune.client.http.ScriptedServer.dropped;
import static ai.neptune.client.http.ScriptedServer.gzipped;
import static ai.neptune.client.http.ScriptedServer.header;
import static ai.neptune.client.http.ScriptedServer.json;
import static ai.neptune.client.http.ScriptedServer.status;
import static ai.neptune.client.http.ScriptedServer.truncated;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.http.ScriptedServer;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.RetriesExhaustedException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApiConnectionTest {

  private static final String PATH = "/api/question";
  private static final ApiRequest QUESTION =
      ApiRequest.post("Question", "team/project", PATH + "?a=b", "{}".getBytes(UTF_8));

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
  void sendsWhatTheProtocolAsksFor() {
    server.on(PATH, json("answer"));

    assertThat(ask(server.config())).isEqualTo("answer");

    ScriptedServer.Request request = server.requests(PATH).get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).hasToString(PATH + "?a=b");
    assertThat(request.body()).isEqualTo("{}");
    assertThat(request.header("Authorization")).startsWith("Bearer ");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("Accept")).isEqualTo("*/*");
    assertThat(request.header("User-Agent")).matches("neptune-spark/\\d[\\w.-]* \\(java=.*; .*\\)");
  }

  @Test
  void decompressesResponses() {
    server.on(PATH, gzipped("zipped"));

    assertThat(ask(server.config())).isEqualTo("zipped");
    assertThat(server.requests(PATH).get(0).header("Accept-Encoding")).isEqualTo("gzip");
  }

  @Test
  void triesAgainAfterABrokenConnection() {
    server.on(PATH, dropped(), truncated(new byte[10], 100), json("whole"));

    assertThat(ask(server.config())).isEqualTo("whole");
    assertThat(metrics.retries.sum()).isEqualTo(2);
    assertThat(metrics.requests.sum()).as("with the token exchange").isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void triesAgainWhenTheServerIsBusy(int status) {
    server.on(PATH, status(status, "<html>not JSON"), json("later"));

    assertThat(ask(server.config())).isEqualTo("later");
  }

  @Test
  void waitsAsTheServerTold() {
    server.on(PATH, header("Retry-After", "0.25", status(429, "")), json("later"));

    assertThat(ask(server.config())).isEqualTo("later");
    assertThat(metrics.rateLimitWaitNanos.sum())
        .isGreaterThanOrEqualTo(Duration.ofMillis(250).toNanos());
  }

  @Test
  void aServerThatStopsInTheMiddleIsAskedAgain() {
    server.on(PATH, server.stalled(new byte[10], 100), json("whole"));

    assertThat(ask(withRequestTimeout(Duration.ofMillis(200)))).isEqualTo("whole");
  }

  @Test
  void aServerThatSaysNothingIsAskedAgain() {
    server.on(PATH, server.silent(), json("whole"));

    assertThat(ask(withRequestTimeout(Duration.ofMillis(200)))).isEqualTo("whole");
  }

  @Test
  void givesUpWhenTheTimeForRetriesIsOver() {
    server.on(PATH, status(503, "no luck"));
    ClientConfig config =
        new ClientConfig(
            server.apiToken(),
            1,
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            null,
            null,
            null);

    assertThatThrownBy(() -> ask(config))
        .isInstanceOf(RetriesExhaustedException.class)
        .hasMessageContainingAll("Question", "503", "no luck")
        .hasCauseInstanceOf(TransientResponseException.class);
  }

  @Test
  void namesTheProjectThatMayNotBeRead() {
    server.on(PATH, status(403, "{\"code\":403,\"errorType\":\"ACCESS_DENIED\"}"));

    assertThatThrownBy(() -> ask(server.config()))
        .isInstanceOf(ProjectInaccessibleException.class)
        .hasMessageContaining("team/project");
    assertThat(server.requests(PATH)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 404, 413})
  void anyOtherStatusIsFinalAndShown(int status) {
    server.on(PATH, header("Location", "/elsewhere", status(status, "b".repeat(2000))));

    assertThatThrownBy(() -> ask(server.config()))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContainingAll("Question", "" + status, "b".repeat(1000))
        .hasMessageNotContaining("b".repeat(1001));
    assertThat(server.requests(PATH)).hasSize(1);
    assertThat(server.requests("/elsewhere")).isEmpty();
  }

  @Test
  void aBodyThatMakesNoSenseIsFinalAndShownWithoutSecrets() {
    String token = server.apiToken().reveal();
    server.on(PATH, json("<html>" + token + " http://s/a?X-Signature=abc password=hunter2"));

    assertThatThrownBy(
            () ->
                connection(server.config())
                    .post(
                        QUESTION,
                        body -> {
                          body.readAllBytes();
                          throw new IOException("no sense");
                        }))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContainingAll("200", "no sense", "<html>", "http://s/a?")
        .hasMessageNotContainingAny(token, "abc", "hunter2");
    assertThat(server.requests(PATH)).hasSize(1);
  }

  @Test
  void aResponseThatIsASecretIsNeverShown() {
    server.on(PATH, status(400, "the secret"));

    assertThatThrownBy(
            () ->
                connection(server.config())
                    .post(QUESTION.withSecretResponse(), ApiConnectionTest::text))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest(name = "headers sent: {0}")
  @ValueSource(booleans = {false, true})
  void anInterruptCancelsTheRequest(boolean headersSent) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.on(
        PATH,
        exchange -> {
          if (headersSent) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
          }
          asked.countDown();
          server.silent().to(exchange);
        });

    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread asking =
        new Thread(
            () -> {
              try {
                ask(server.config());
              } catch (CancellationException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    asking.start();
    asked.await();
    asking.interrupt();
    asking.join();

    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    assertThat(interrupted).isTrue();
    assertThat(server.requests(PATH)).hasSize(1);
  }

  @Test
  void connectionsAreKeptBetweenRequests() {
    AtomicReference<Object> firstPeer = new AtomicReference<>();
    server.on(
        PATH,
        exchange -> {
          firstPeer.compareAndSet(null, exchange.getRemoteAddress());
          json(String.valueOf(exchange.getRemoteAddress().equals(firstPeer.get()))).to(exchange);
        });

    ask(server.config());

    assertThat(ask(server.config())).isEqualTo("true");
    assertThat(server.requests(EXCHANGE)).hasSize(1);
  }

  private ClientConfig withRequestTimeout(Duration timeout) {
    ClientConfig config = server.config();
    return new ClientConfig(
        config.apiToken(),
        config.maxConcurrentRequests(),
        timeout,
        config.retrySoftTimeout(),
        config.retryHardTimeout(),
        null,
        null,
        null);
  }

  private String ask(ClientConfig config) {
    return connection(config).post(QUESTION, ApiConnectionTest::text);
  }

  private ApiConnection connection(ClientConfig config) {
    return ApiConnection.to(config, metrics);
  }

  private static String text(java.io.InputStream body) throws IOException {
    return new String(body.readAllBytes(), UTF_8);
  }
}
