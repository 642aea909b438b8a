package ai.neptune.spark.read;

import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A server with a small project that has something of everything, and Spark reading it. */
record ReadSample(NeptuneServer server) implements AutoCloseable {

  static final String PROJECT = "team-alpha/read";

  static ReadSample start() {
    try (InputStream seed = ReadSample.class.getResourceAsStream("/read-sample.json")) {
      return new ReadSample(NeptuneServer.start(NeptuneServerOptions.STRICT, seed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String apiToken() {
    return server.apiToken();
  }

  Dataset<Row> load(String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", PROJECT)
        .options(options)
        .load(relation);
  }

  @Override
  public void close() {
    server.close();
  }
}
