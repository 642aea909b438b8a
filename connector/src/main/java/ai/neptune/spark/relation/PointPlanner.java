package ai.neptune.spark.relation;

import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.List;

/** Partitions of about the same number of points, as the server counts the points of each run. */
final class PointPlanner {

  /** A task that reads less is not worth starting. */
  private static final long MIN_POINTS_PER_PARTITION = 50_000;

  /** What a run costs beside its points. */
  private static final long POINTS_PER_RUN = 100;

  private static final int MAX_RUNS_PER_PARTITION = 1_000;

  private PointPlanner() {}

  /** Partitions of which a huge run makes several, each with some of its attributes. */
  static List<RunsPartition> plan(NeptuneSource source, NeptuneOptions options, int parallelism) {
    List<FoundRun> runs = new RunSearch(source, options).find();
    return planner(runs, options, parallelism).plan(runs);
  }

  /** Partitions that hold all attributes of their runs. */
  static List<RunsPartition> ofWholeRuns(
      NeptuneSource source, NeptuneOptions options, int parallelism) {
    List<FoundRun> runs = new RunSearch(source, options).find();
    return planner(runs, options, parallelism).planWholeRuns(runs);
  }

  private static RunBatchPlanner planner(
      List<FoundRun> runs, NeptuneOptions options, int parallelism) {
    long points = runs.stream().mapToLong(PointPlanner::weight).sum();
    long evenShare = points / Math.max(1, parallelism) + 1;
    long target =
        Math.min(options.targetPointsPerPartition(), Math.max(MIN_POINTS_PER_PARTITION, evenShare));
    return new RunBatchPlanner(PointPlanner::weight, target, MAX_RUNS_PER_PARTITION);
  }

  private static long weight(FoundRun run) {
    return run.points() + POINTS_PER_RUN;
  }
}
