package ai.neptune.spark.it.download;

import ai.neptune.spark.Neptune;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A driver: it downloads all files of the test's project and prints how far it is. */
public final class DownloadProgram {

  private DownloadProgram() {}

  /**
   * Arguments: API token, destination, whether to overwrite, transfers per task, executors to wait
   * for. Spark's settings are system properties.
   */
  public static void main(String[] args) throws InterruptedException {
    SparkSession spark = SparkSession.builder().appName("download").getOrCreate();
    tellExecutors(new JavaSparkContext(spark.sparkContext()), Integer.parseInt(args[4]));
    Dataset<Row> files =
        spark
            .read()
            .format("neptune")
            .option("apiToken", args[0])
            .option("project", StoredFiles.PROJECT)
            .load("files");
    say("downloading");
    Dataset<Row> paths =
        Neptune.downloadFiles(files)
            .to(args[1])
            .overwrite(Boolean.parseBoolean(args[2]))
            .concurrency(Integer.parseInt(args[3]))
            .option("apiToken", args[0])
            .execute();
    say("downloaded " + paths.where("path IS NOT NULL").count());
    spark.stop();
  }

  /** The process of each executor, as the tasks that run there know it. */
  private static void tellExecutors(JavaSparkContext spark, int executors)
      throws InterruptedException {
    for (int round = 0; executors > 0 && round < 600; round++) {
      // The driver is one of them.
      if (spark.sc().statusTracker().getExecutorInfos().length > executors) {
        break;
      }
      Thread.sleep(100);
    }
    List<Integer> numbers = IntStream.range(0, 20 * executors).boxed().collect(Collectors.toList());
    if (!numbers.isEmpty()) {
      spark
          .parallelize(numbers, numbers.size())
          .map(DownloadProgram::executor)
          .distinct()
          .collect()
          .forEach(DownloadProgram::say);
    }
  }

  private static String executor(int number) throws InterruptedException {
    Thread.sleep(20);
    return "executor " + SparkEnv.get().executorId() + " " + ProcessHandle.current().pid();
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
