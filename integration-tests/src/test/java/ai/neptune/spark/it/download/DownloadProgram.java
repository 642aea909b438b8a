package ai.neptune.spark.it.download;

import ai.neptune.spark.Neptune;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A driver: it downloads all files of the test's project and prints how far it is. */
public final class DownloadProgram {

  private DownloadProgram() {}

  /**
   * Arguments: executors to wait for, API token, destination, transfers per task. Spark's settings
   * are system properties.
   */
  public static void main(String[] args) throws InterruptedException {
    SparkSession spark = SparkSession.builder().appName("download").getOrCreate();
    ProgramOutput.sayExecutors(spark, Integer.parseInt(args[0]));
    Dataset<Row> files =
        spark
            .read()
            .format("neptune")
            .option("apiToken", args[1])
            .option("project", StoredFiles.PROJECT)
            .load("files");
    ProgramOutput.say("downloading");
    Dataset<Row> paths =
        Neptune.downloadFiles(files)
            .to(args[2])
            .concurrency(Integer.parseInt(args[3]))
            .option("apiToken", args[1])
            .execute();
    ProgramOutput.say("downloaded " + paths.where("path IS NOT NULL").count());
    spark.stop();
  }
}
