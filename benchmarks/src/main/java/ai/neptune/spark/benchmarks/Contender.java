package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A program that does the work of a workload repeatedly. */
interface Contender extends Closeable {

  String CONNECTOR = "connector";
  String DRAIN = "HTTP drain";
  String READING = "connector, reading only";
  String PYTHON_EXPORT = "export in Python";
  String CURL = "curl --parallel";
  String NEPTUNE_QUERY = "neptune_query";
  String SPARK_PARQUET = "spark.read.parquet";
  String PANDAS = "pandas";

  /** The name in tables. */
  String name();

  /** Whether it runs on Java, which compiles code while it runs. */
  default boolean warmsUp() {
    return List.of(CONNECTOR, READING, DRAIN, SPARK_PARQUET).contains(name());
  }

  /** Whether it is so slow that few repetitions have to do. */
  default boolean isSlow() {
    return List.of(NEPTUNE_QUERY, PYTHON_EXPORT).contains(name());
  }

  /**
   * Does the work once.
   *
   * @return {@code seconds}, and {@code peakHeap} and {@code idleHeap} if they are known
   * @throws IOException if the work failed or is incomplete
   */
  JsonNode work(Seed seed) throws IOException;
}
