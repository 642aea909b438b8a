package ai.neptune.spark.plan;

import ai.neptune.spark.pushdown.NameCondition;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.connector.read.InputPartition;

/** What a read was found to be of, on the driver, ready to be divided among tasks. */
@FunctionalInterface
public interface ReadPlan {

  /**
   * What each task reads. No request is made; Spark may learn while it runs that fewer experiments
   * or runs are needed, and ask again.
   *
   * @param names the names of the experiments or runs to read
   */
  List<? extends InputPartition> partitions(NameCondition names);

  /** A plan of partitions that are not of single experiments or runs. */
  static ReadPlan of(List<? extends InputPartition> partitions) {
    return names -> partitions;
  }

  /** A plan of runs, and how they are divided. */
  static ReadPlan of(
      List<FoundRun> found, Function<List<FoundRun>, List<? extends InputPartition>> divided) {
    return names ->
        divided.apply(
            names.isAll() ? found : found.stream().filter(r -> names.matches(r.name())).toList());
  }
}
