package ai.neptune.spark.it.download;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What drivers print for the tests that started them. */
final class ProgramOutput {

  private ProgramOutput() {}

  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** The process of each executor, as the tasks that run there know it. */
  static void sayExecutors(SparkSession session, int executors) throws InterruptedException {
    JavaSparkContext spark = new JavaSparkContext(session.sparkContext());
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
          .map(ProgramOutput::executor)
          .distinct()
          .collect()
          .forEach(ProgramOutput::say);
    }
  }

  private static String executor(int number) throws InterruptedException {
    Thread.sleep(20);
    return "executor " + SparkEnv.get().executorId() + " " + ProcessHandle.current().pid();
  }
}
