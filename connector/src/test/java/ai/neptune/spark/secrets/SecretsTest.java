package ai.neptune.spark.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.client.api.IssuedTokens;
import ai.neptune.client.http.RawServer;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads and downloads that succeed and fail, at the log level DEBUG, with the event log and the UI
 * on; then a search for every secret wherever anything was written or shown. It runs in a JVM of
 * its own, for Spark's sake.
 */
@Timeout(300)
@Tag("secrets")
final class SecretsTest {

  private static final String PROJECT = "team-alpha/faults";
  private static final String PASSWORD = "planted-password-8c1e";
  private static final String PROXY_PASSWORD = "planted-proxy-4f2a";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s";
  private static final Path LOG = Path.of("target/test.log");
  private static final Map<String, String> IMPATIENT =
      Map.of("retrySoftTimeout", "300ms", "retryHardTimeout", "5s");

  @TempDir Path folder;

  private final Evidence evidence = new Evidence();
  private NeptuneServer server;
  private SparkSession spark;

  @Test
  void noSecretIsWrittenOrShownAnywhere() throws Exception {
    try (NeptuneServer started = start()) {
      server = started;
      Path events = Files.createDirectory(folder.resolve("events"));
      spark = session(events);
      List<String> secrets = new ArrayList<>(List.of(PASSWORD, PROXY_PASSWORD, apiKey()));
      secrets.add(server.apiToken());
      secrets.add(base64("me:" + PROXY_PASSWORD));
      read();
      secrets.addAll(IssuedTokens.of(server.apiToken()));
      failToRead();
      download();
      failToDownload();
      evidence.userInterface(
          spark.sparkContext().uiWebUrl().get(), spark.sparkContext().applicationId());
      evidence.folder("download", folder.resolve("downloads"), spark);
      spark.stop();
      evidence.folder("event log", events, null);
      evidence.file("log", LOG);

      assertThat(evidence.all("log")).contains(" DEBUG ", "retryHardTimeout");
      assertThat(evidence.all("event log")).contains("SparkListenerSQLExecutionStart");
      assertThat(evidence.count("UI /SQL/execution")).isGreaterThan(8);
      assertThat(evidence.count("UI /jobs/job")).isGreaterThan(8);
      assertThat(evidence.all("UI /environment")).contains("spark.datasource.neptune.apiToken");
      for (String secret : secrets) {
        assertThat(evidence.places(Pattern.compile(Pattern.quote(secret)))).as(secret).isEmpty();
      }
      assertThat(evidence.places(Pattern.compile("(?i)signature=[0-9a-f]{6}"))).isEmpty();
      assertThat(evidence.places(Pattern.compile("eyJ[A-Za-z0-9_-]{20,}"))).isEmpty();
    }
  }

  private void read() {
    for (String relation : List.of("metrics", "series", "files", "experiments")) {
      Dataset<Row> rows = neptune().load(relation);
      assertThat(rows.collectAsList()).isNotEmpty();
      evidence.plan(relation, rows);
    }
    Dataset<Row> joined =
        spark.sql(
            "SELECT * FROM neptune.`%s`.metrics m JOIN neptune.`%s`.files f USING (experiment)"
                .formatted(PROJECT, PROJECT));
    joined.collectAsList();
    evidence.plan("join", joined);
    neptune().load("metrics").createOrReplaceTempView("points");
    spark.sql("SELECT count(*) FROM points").collectAsList();
    spark.sql("SET -v").collectAsList();
    evidence.text("options", neptune().load("metrics").queryExecution().logical().toJSON());
  }

  /** Responses in which every line is a secret and none is HTTP, at every step. */
  private void failToUnderstandResponses(Dataset<Row> files) throws Exception {
    for (String response : List.of("%s", "HTTP/1.1 200 OK\r\n%s", CHUNKED)) {
      try (RawServer echo = RawServer.start(connection -> echo(connection, response))) {
        for (String token : List.of(server.apiToken(), anotherToken())) {
          String proxy = "http://me:%s@127.0.0.1:%d".formatted(PROXY_PASSWORD, echo.port());
          fail(
              "echo of a request",
              () ->
                  neptune()
                      .option("apiToken", token)
                      .option("proxy", proxy)
                      .load("metrics")
                      .collectAsList());
        }
        server.addFaults(
            "[{\"times\": -1, \"path\": \"signedUrl\", \"signedUrlPrefix\": \"%s\"}]"
                .formatted(echo.url()));
        String destination = folder.resolve("downloads/echo" + response.hashCode()).toString();
        fail("echo of a signature", () -> download(files, destination));
        server.resetFaults();
        assertThat(echo.heads())
            .anyMatch(head -> head.contains("Authorization: Bearer "))
            .anyMatch(head -> head.contains("X-Neptune-Api-Token: "))
            .anyMatch(head -> head.contains("ignature="));
      }
    }
  }

  private static void echo(RawServer.Connection connection, String response) throws IOException {
    // A colon would make headers of the lines.
    String lines = connection.awaitRequest().strip().replace(":", "");
    connection.send(response.replace("%s", lines) + "\r\n\r\n");
  }

  private void failToRead() throws Exception {
    String echo = "{\\\"token\\\":\\\"%s\\\"}".formatted(server.apiToken());
    fail("unknown project", () -> neptune().option("project", "a/b").load("metrics").count());
    for (String fault :
        List.of(
            "\"status\": 418, \"body\": \"%s\"".formatted(base64(echo)),
            "\"status\": 503, \"body\": \"%s\"".formatted(base64(echo)),
            "\"body\": \"%s\"".formatted(base64(echo)),
            "\"garble\": true",
            "\"closeConnection\": true")) {
      for (String path : List.of("entries/search", "definitions", "series/float", "oauth-token")) {
        server.addFaults("[{\"path\": \"%s\", \"times\": -1, %s}]".formatted(path, fault));
        String token = path.equals("oauth-token") ? anotherToken() : server.apiToken();
        fail(fault, () -> neptune().option("apiToken", token).load("metrics").collectAsList());
        server.resetFaults();
      }
    }
    fail(
        "proxy",
        () -> neptune().option("proxy", "http://me:%s@x:y".formatted(PROXY_PASSWORD)).load());
    fail(
        "trust store",
        () -> neptune().option("trustStorePassword", PASSWORD + "-wrong").load("metrics").count());
    fail(
        "no token",
        () -> neptune().option("apiToken", server.apiToken() + "!").load("metrics").count());
  }

  private void download() {
    Dataset<Row> files = neptune().load("files");
    Neptune.downloadFiles(files, folder.resolve("downloads/action").toString()).collectAsList();
    files
        .write()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .mode("append")
        .save(folder.resolve("downloads/write").toString());
  }

  private void failToDownload() throws Exception {
    Dataset<Row> files = neptune().load("files").cache();
    files.count();
    String elsewhere = "http://127.0.0.1:1/x?signature=0123456789abcdef";
    for (String fault :
        List.of(
            "\"path\": \"/storage/\", \"expireSignedUrls\": true",
            "\"path\": \"/storage/\", \"status\": 500",
            "\"path\": \"/storage/\", \"status\": 405",
            "\"path\": \"/storage/\", \"closeConnection\": true",
            "\"path\": \"/storage/\", \"status\": 302, \"headers\": {\"Location\": \"%s\"}"
                .formatted(elsewhere),
            "\"path\": \"signedUrl\", \"signedUrlPrefix\": \"http://127.0.0.1:1\"",
            "\"path\": \"signedUrl\", \"signedUrlPrefix\": \"ftp://127.0.0.1:1\"",
            "\"path\": \"signedUrl\", \"garble\": true",
            "\"path\": \"signedUrl\", \"truncateAfterBytes\": 100")) {
      server.addFaults("[{\"times\": -1, %s}]".formatted(fault));
      String destination = folder.resolve("downloads/" + fault.hashCode()).toString();
      fail(fault, () -> download(files, destination));
      server.resetFaults();
    }
    failToUnderstandResponses(files);
    String overwritten = folder.resolve("overwritten").toString();
    fail("a write", () -> files.write().format("neptune").mode("overwrite").save(overwritten));
  }

  private static void download(Dataset<Row> files, String destination) {
    var download = Neptune.downloadFiles(files).to(destination);
    IMPATIENT.forEach(download::option);
    download.execute();
  }

  private void fail(String what, ThrowingCallable action) throws Exception {
    Throwable failure = catchThrowable(action);
    assertThat(failure).as(what).isNotNull();
    evidence.failure(what.replaceAll("\"body.*", "body"), failure);
  }

  private DataFrameReader neptune() {
    return spark
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", PROJECT)
        .option("trustStorePassword", PASSWORD)
        .option("trustStore", folder.resolve("trust.p12").toString())
        .options(IMPATIENT);
  }

  private SparkSession session(Path events) throws Exception {
    emptyTrustStore();
    // As spark-submit --conf does; what a builder is told, Spark itself logs at the level DEBUG.
    Map.of(
            "spark.datasource.neptune.apiToken",
            server.apiToken(),
            "spark.datasource.neptune.trustStorePassword",
            PASSWORD,
            "spark.datasource.neptune.trustStore",
            folder.resolve("trust.p12").toString(),
            "spark.sql.catalog.neptune",
            "ai.neptune.spark.NeptuneCatalog",
            "spark.sql.catalog.neptune.apiToken",
            server.apiToken(),
            "spark.sql.catalog.neptune.trustStorePassword",
            PASSWORD)
        .forEach(System::setProperty);
    SparkSession session =
        SparkSession.builder()
            .master("local[2, 2]")
            .appName("neptune-secrets")
            .config("spark.ui.port", "0")
            .config("spark.eventLog.enabled", "true")
            .config("spark.eventLog.dir", events.toUri().toString())
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    session.sparkContext().setLogLevel("DEBUG");
    return session;
  }

  private void emptyTrustStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static NeptuneServer start() throws Exception {
    try (InputStream seed = SecretsTest.class.getResourceAsStream("/faults-sample.json")) {
      return NeptuneServer.start(NeptuneServerOptions.STRICT, seed);
    }
  }

  private String apiKey() {
    return tokenJson().replaceAll(".*\"api_key\":\"([^\"]*)\".*", "$1");
  }

  /** A token of the same key, so that nothing is known of it yet. */
  private String anotherToken() {
    return base64("{\"use\":%d,".formatted(System.nanoTime()) + tokenJson().substring(1));
  }

  private String tokenJson() {
    return new String(Base64.getDecoder().decode(server.apiToken()), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
