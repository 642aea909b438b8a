package ai.neptune.spark.it.parity;

import ai.neptune.spark.Neptune;
import org.apache.spark.sql.SparkSession;

/** Exports a project for {@code parity/archive.py}, which reads it with other tools. */
public final class ExportedProject {

  private ExportedProject() {}

  /** Arguments: the project, and the folder of the archive. */
  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("export for other readers")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    Neptune.export(spark, args[1])
        .option("project", args[0])
        // So few that a run has several parts.
        .option("targetPointsPerPartition", 100)
        .execute();
    spark.stop();
  }
}
