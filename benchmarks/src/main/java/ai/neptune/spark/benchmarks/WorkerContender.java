package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The connector, or what it is compared with in a process like it; all get the same requests.
 *
 * @param concurrency the most transfers of a task, or 0 for the connector's own number
 */
record WorkerContender(String name, Setup setup, Worker worker, int concurrency)
    implements Contender {

  private static final ObjectMapper JSON = new ObjectMapper();

  WorkerContender(String name, Setup setup, Worker worker) {
    this(name, setup, worker, 0);
  }

  static WorkerContender connector(Setup setup) throws IOException {
    return new WorkerContender(CONNECTOR, setup, setup.startJava(ConnectorWorker.class));
  }

  @Override
  public JsonNode work(Seed seed) throws IOException {
    return work(seed, request(seed));
  }

  /** Does the work once with the server of a token. */
  JsonNode work(Seed seed, String apiToken) throws IOException {
    return work(seed, request(seed).put("token", apiToken));
  }

  /** Does the work once and measures the live heap instead of the time. */
  JsonNode workForMemory(Seed seed) throws IOException {
    return work(seed, request(seed).put("live", true));
  }

  /** Does the work once and returns a profile, whose recording stays in the results' folder. */
  Profile profile(Seed seed) throws IOException {
    Path recording = setup.folder().resolve(seed.workload().label() + ".jfr");
    work(seed, request(seed).put("profile", recording.toString()));
    return Profile.read(recording);
  }

  /** Writes the points to where {@link #SPARK_PARQUET} reads them. */
  void writeParquet(Seed seed) throws IOException {
    checked(seed, worker.run(request(seed).put("op", "write_parquet")));
  }

  private ObjectNode request(Seed seed) {
    ObjectNode request =
        JSON.createObjectNode()
            .put("op", operation(seed.workload().kind()))
            .put("archive", setup.archive().toString())
            .put("plain", name.equals(SPARK_PARQUET))
            .put("project", seed.workload().project())
            .put("token", setup.server().apiToken());
    return concurrency == 0 ? request : request.put("concurrency", concurrency);
  }

  private String operation(Workload.Kind kind) {
    if (name.equals(SPARK_PARQUET) && kind == Workload.Kind.METRICS) {
      return "parquet";
    }
    Workload.Kind done = name.equals(READING) ? Workload.Kind.METRICS : kind;
    return done.name().toLowerCase(Locale.ROOT);
  }

  private JsonNode work(Seed seed, ObjectNode work) throws IOException {
    if (seed.workload().kind() == Workload.Kind.EXPORT) {
      return checked(
          seed, worker.run(work.put("destination", setup.freshDestination().toString())));
    }
    if (seed.workload().kind() != Workload.Kind.FILES) {
      return checked(seed, worker.run(work));
    }
    Path destination = setup.freshDestination();
    JsonNode response = checked(seed, worker.run(work.put("destination", destination.toString())));
    seed.requireComplete(destination);
    return response;
  }

  @Override
  public void close() throws IOException {
    worker.close();
  }

  private JsonNode checked(Seed seed, JsonNode response) throws IOException {
    if (response.has("items") && response.get("items").asLong() != seed.items()) {
      throw new IOException(
          "%s processed %s of %d points, files or values"
              .formatted(name, response.get("items"), seed.items()));
    }
    return response;
  }
}
