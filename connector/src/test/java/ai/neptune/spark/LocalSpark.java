package ai.neptune.spark;

import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that all tests of a JVM share: two cores and two attempts for each task, unless
 * the build says otherwise.
 */
public final class LocalSpark {

  private static final SparkSession SESSION =
      SparkSession.builder()
          .master(System.getProperty("tests.master", "local[2, 2]"))
          .appName("neptune-tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.warehouse.dir", "target/spark-warehouse")
          .getOrCreate();

  private LocalSpark() {}

  /** The session; it ends with the JVM. */
  public static SparkSession session() {
    return SESSION;
  }
}
