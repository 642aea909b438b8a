package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The connector, or what it is compared with in a process like it; all get the same requests. */
record WorkerContender(String name, Setup setup, Worker worker) implements Contender {

  private static final ObjectMapper JSON = new ObjectMapper();

  static WorkerContender connector(Setup setup) throws IOException {
    return new WorkerContender(CONNECTOR, setup, setup.startJava(ConnectorWorker.class));
  }

  static WorkerContender neptuneQuery(Setup setup) throws IOException {
    return new WorkerContender(NEPTUNE_QUERY, setup, setup.startPython("neptune_query_worker.py"));
  }

  /** The connector, which reads and aggregates what an export reads and writes. */
  static WorkerContender reading(Setup setup) throws IOException {
    return new WorkerContender(READING, setup, setup.startJava(ConnectorWorker.class));
  }

  /** The Python client, and pyarrow to write what it reads. */
  static WorkerContender pythonExport(Setup setup) throws IOException {
    return new WorkerContender(PYTHON_EXPORT, setup, setup.startPython("neptune_query_worker.py"));
  }

  /** Spark's own reader of Parquet files, in a Spark like the connector's. */
  static WorkerContender sparkParquet(Setup setup) throws IOException {
    return new WorkerContender(SPARK_PARQUET, setup, setup.startJava(ConnectorWorker.class));
  }

  /** pandas, reading Parquet files with pyarrow. */
  static WorkerContender pandas(Setup setup) throws IOException {
    return new WorkerContender(PANDAS, setup, setup.startPython("pandas_worker.py"));
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

  /** Does the work once and records a profile. */
  JsonNode workForProfile(Seed seed, Path recording) throws IOException {
    return work(seed, request(seed).put("profile", recording.toString()));
  }

  private ObjectNode request(Seed seed) {
    return JSON.createObjectNode()
        .put("op", operation(seed.workload().kind()))
        .put("archive", setup.archive().toString())
        .put("plain", name.equals(SPARK_PARQUET))
        .put("project", seed.workload().project())
        .put("token", setup.server().apiToken());
  }

  private String operation(Workload.Kind kind) {
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
          "%s processed %s of %d points, files or strings"
              .formatted(name, response.get("items"), seed.items()));
    }
    return response;
  }
}
