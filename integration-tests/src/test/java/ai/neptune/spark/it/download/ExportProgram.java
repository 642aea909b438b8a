package ai.neptune.spark.it.download;

import ai.neptune.spark.Neptune;
import ai.neptune.spark.export.ProjectExport;
import org.apache.spark.sql.SparkSession;

/** A driver: it exports the project of the test and prints how far it is. */
public final class ExportProgram {

  private ExportProgram() {}

  /** Arguments: executors to wait for, API token, destination. */
  public static void main(String[] args) throws InterruptedException {
    SparkSession spark = SparkSession.builder().appName("export").getOrCreate();
    ProgramOutput.sayExecutors(spark, Integer.parseInt(args[0]));
    ProgramOutput.say("exporting");
    long exported = export(spark, args[1], args[2]).execute().where("status = 'exported'").count();
    ProgramOutput.say("exported " + exported);
    spark.stop();
  }

  /** An export in several tasks, as the tests make it in their own process too. */
  static ProjectExport export(SparkSession spark, String apiToken, String destination) {
    return Neptune.export(spark, destination)
        .option("apiToken", apiToken)
        .option("project", ExportedRuns.PROJECT)
        .option("targetPointsPerPartition", ExportedRuns.POINTS_PER_TASK);
  }
}
