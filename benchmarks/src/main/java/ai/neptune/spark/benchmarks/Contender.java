package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;

/** One who does the work of a workload, again and again. */
interface Contender extends Closeable {

  String CONNECTOR = "connector";
  String DRAIN = "HTTP drain";
  String CURL = "curl --parallel";
  String NEPTUNE_QUERY = "neptune_query";

  /** What tables call it. */
  String name();

  /** Whether it runs on Java, which compiles it while it runs. */
  default boolean warmsUp() {
    return name().equals(CONNECTOR) || name().equals(DRAIN);
  }

  /**
   * Does the work once.
   *
   * @return at least {@code seconds}; {@code peakHeap} and {@code idleHeap} where they are known
   * @throws IOException if it was not done, or not all of it
   */
  JsonNode work(Seed seed) throws IOException;
}
