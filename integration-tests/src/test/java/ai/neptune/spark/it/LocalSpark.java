package ai.neptune.spark.it;

import org.apache.spark.sql.SparkSession;

/** The Spark session that all tests of a JVM share. */
public final class LocalSpark {

  private LocalSpark() {}

  /** Returns the session, which lives as long as the JVM. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("integration tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
