package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

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

  /** The fastest of the contenders of {@link #FIXED_CONCURRENCY}. */
  String FIXED = "connector, best fixed concurrency";

  /** Values of the option {@code concurrency} with which the connector is compared. */
  List<Integer> FIXED_CONCURRENCY = List.of(8, 16, 32, 64);

  /** Those that need Python. */
  Set<String> PYTHON = Set.of(NEPTUNE_QUERY, PYTHON_EXPORT, PANDAS);

  /** The name of the connector with a value of the option {@code concurrency}. */
  static String fixed(int concurrency) {
    return "connector, concurrency " + concurrency;
  }

  /** Whether a name is one of {@link #fixed}. */
  static boolean isFixed(String name) {
    return FIXED_CONCURRENCY.stream().anyMatch(c -> fixed(c).equals(name));
  }

  /** The name in tables. */
  String name();

  /** Whether it runs on Java, which compiles code while it runs. */
  default boolean warmsUp() {
    return !name().equals(CURL) && !PYTHON.contains(name());
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
