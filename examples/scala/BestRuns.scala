package ai.neptune.spark.examples

import ai.neptune.spark.Neptune
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.functions.{col, min}

/** Finds the experiments with the lowest loss, and downloads their files. A job in Scala, to copy:
  *
  * {{{
  * spark-submit --jars neptune-spark-connector-<version>.jar --class ai.neptune.spark.examples.BestRuns \
  *   best-runs.jar my-workspace/my-project loss 3 s3a://bucket/best
  * }}}
  *
  * The driver's environment has the API token: `NEPTUNE_API_TOKEN`.
  */
object BestRuns {

  def main(args: Array[String]): Unit = args match {
    case Array(project, attribute, count, destination) =>
      val spark = SparkSession.builder().appName("Best runs").getOrCreate()
      run(spark, project, attribute, count.toInt, destination)
      spark.stop()
    case _ =>
      System.err.println("Usage: BestRuns PROJECT ATTRIBUTE COUNT DESTINATION")
      sys.exit(2)
  }

  def run(spark: SparkSession, project: String, attribute: String, count: Int, destination: String): Unit = {
    def neptune(relation: String) = spark.read.format("neptune").option("project", project).load(relation)

    val best = neptune("metrics")
      .where(col("attribute") === attribute && !col("value").isNaN)
      .groupBy("experiment")
      .agg(min("value").as("best"))
      .orderBy("best")
      .limit(count)
      .cache()
    best.show(truncate = false)

    val files = neptune("files").join(best, Seq("experiment"), "left_semi")
    Neptune.downloadFiles(files, destination).show(truncate = false)
    best.unpersist()
  }
}
