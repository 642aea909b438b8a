package ai.neptune.spark.plan;

import java.util.List;

/** Partitions of about the same number of attribute values. */
public final class ValuesPlanner {

  /** A task that reads less is not worth starting. */
  private static final long MIN_VALUES_PER_PARTITION = 20_000;

  private static final long MAX_VALUES_PER_PARTITION = 1_000_000;
  private static final int MAX_RUNS_PER_PARTITION = 20_000;

  private ValuesPlanner() {}

  /**
   * Partitions in the order of the runs.
   *
   * @param valuesPerRun how many values are read of each run, at least 1
   * @param parallelism how many tasks can run at once
   */
  public static List<RunsPartition> plan(List<FoundRun> runs, long valuesPerRun, int parallelism) {
    long target =
        RunBatchPlanner.target(
            runs.size() * valuesPerRun,
            runs.size(),
            MIN_VALUES_PER_PARTITION,
            MAX_VALUES_PER_PARTITION,
            parallelism);
    return new RunBatchPlanner(
            run -> valuesPerRun, Math.max(target, valuesPerRun), MAX_RUNS_PER_PARTITION)
        .planWholeRuns(runs);
  }
}
