package ai.neptune.spark.faults;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Secret;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A server with a small project, of which each use is by a user that it has not seen before. */
final class FaultedServer implements AutoCloseable {

  static final String PROJECT = "team-alpha/faults";

  /** A token of this lifetime counts as expired at once, so that every request refreshes it. */
  private static final Duration NO_LIFETIME = Duration.ofSeconds(30);

  /** How long requests are tried. */
  record Limits(Duration requestTimeout, Duration soft, Duration hard) {}

  private final NeptuneServer server;
  private final AtomicInteger users = new AtomicInteger();

  private FaultedServer(NeptuneServer server) {
    this.server = server;
  }

  /**
   * A server for requests of this kind: its access tokens are short-lived to have them refreshed.
   */
  static FaultedServer start(FaultedRequest request) {
    return start(
        request == FaultedRequest.REFRESH
            ? NeptuneServerOptions.STRICT.withAccessTokenLifetime(NO_LIFETIME)
            : NeptuneServerOptions.STRICT);
  }

  private static FaultedServer start(NeptuneServerOptions options) {
    try (InputStream seed = FaultedServer.class.getResourceAsStream("/faults-sample.json")) {
      NeptuneServer server = NeptuneServer.start(options);
      server.addProject(seed);
      return new FaultedServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NeptuneServer server() {
    return server;
  }

  /** A relation, with little patience. */
  Dataset<Row> load(String relation, boolean ofAllProjects, Limits limits) {
    DataFrameReader reader =
        LocalSpark.session()
            .read()
            .format("neptune")
            .option("apiToken", newUser())
            .option("project", ofAllProjects ? "*" : PROJECT)
            .option("requestTimeout", limits.requestTimeout.toMillis() + "ms")
            .option("retrySoftTimeout", limits.soft.toMillis() + "ms")
            .option("retryHardTimeout", limits.hard.toMillis() + "ms");
    return (ofAllProjects ? reader.option("attributes", "config/lr") : reader).load(relation);
  }

  NeptuneClient client(Limits limits) {
    return NeptuneClient.connect(
        new ClientConfig(
            new Secret(newUser()),
            ClientConfig.DEFAULT_MAX_CONCURRENT_REQUESTS,
            limits.requestTimeout,
            limits.soft,
            limits.hard,
            null,
            null,
            null),
        new RequestMetrics());
  }

  @Override
  public void close() {
    server.close();
  }

  /** Another API token for the same user, so that nothing is shared with earlier uses. */
  private String newUser() {
    String json = new String(Base64.getDecoder().decode(server.apiToken()), StandardCharsets.UTF_8);
    String another = "{\"use\":%d,".formatted(users.incrementAndGet()) + json.substring(1);
    return Base64.getEncoder().encodeToString(another.getBytes(StandardCharsets.UTF_8));
  }
}
