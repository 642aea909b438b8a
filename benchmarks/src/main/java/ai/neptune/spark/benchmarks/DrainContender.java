package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** A bare HTTP client that sends the connector's requests. */
final class DrainContender implements Contender {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Setup setup;
  private final Worker worker;
  private final Path record;
  private final int connections;

  private DrainContender(Setup setup, Worker worker, Path record, int connections) {
    this.setup = setup;
    this.worker = worker;
    this.record = record;
    this.connections = connections;
  }

  /**
   * Runs the connector once more to record its requests.
   *
   * @param connections the number of requests that the connector had in flight
   */
  static DrainContender of(Setup setup, WorkerContender connector, Seed seed, int connections)
      throws IOException {
    Path record = setup.folder().resolve("requests.jsonl");
    try (RecordingProxy proxy = RecordingProxy.start(setup.server(), record)) {
      connector.work(seed, proxy.apiToken());
    }
    return new DrainContender(setup, setup.startJava(DrainWorker.class), record, connections);
  }

  @Override
  public String name() {
    return DRAIN;
  }

  @Override
  public JsonNode work(Seed seed) throws IOException {
    return worker.run(
        JSON.createObjectNode()
            .put("op", "drain")
            .put("url", setup.server().url())
            .put("access", setup.server().accessToken())
            .put("requests", record.toString())
            .put("connections", connections));
  }

  @Override
  public void close() throws IOException {
    worker.close();
  }
}
