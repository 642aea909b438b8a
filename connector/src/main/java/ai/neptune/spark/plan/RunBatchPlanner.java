package ai.neptune.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Groups runs into partitions of about the same work, in the order of the runs. */
final class RunBatchPlanner {

  /** Beyond this a run's definitions would be asked for more often than its points are worth. */
  private static final int MAX_SLICES = 1024;

  /** A partition may be larger than its share by one part of so many. */
  private static final int SHARE_OF_LAST_RUN = 8;

  private final ToLongFunction<FoundRun> weight;
  private final long target;
  private final int maxRuns;

  /**
   * A planner for partitions of about {@code target} work each.
   *
   * @param weight the work that a run is, at least 1
   * @param maxRuns at most how many runs a partition holds
   */
  RunBatchPlanner(ToLongFunction<FoundRun> weight, long target, int maxRuns) {
    this.weight = weight;
    this.target = target;
    this.maxRuns = maxRuns;
  }

  /**
   * How much work a partition should be, so that all tasks that can run at once are busy until the
   * end.
   *
   * @param work of all runs together
   * @param least a task that does less is not worth starting
   * @param most takes precedence over the least
   * @param parallelism how many tasks can run at once
   */
  static long target(long work, int runs, long least, long most, int parallelism) {
    // A broken server may count less than nothing.
    long all = Math.max(0, work);
    long tasks = Math.max(1, parallelism);
    long rounds = all / (most * tasks) + 1;
    long share = all / (rounds * tasks) + 1;
    // A little more, so that the runs that do not fit are no partition of their own.
    long rest = Math.min(all / Math.max(1, runs), share / SHARE_OF_LAST_RUN);
    return Math.min(most, Math.max(least, share + rest));
  }

  /**
   * Partitions by runs; a run that is more than one partition's work makes several.
   *
   * @param division what a huge run is divided into
   */
  List<RunsPartition> plan(List<FoundRun> runs, Function<FoundRun, List<RunsPartition>> division) {
    return batches(runs).stream()
        .flatMap(
            b -> isHuge(b) ? division.apply(b.get(0)).stream() : Stream.of(RunsPartition.of(b)))
        .toList();
  }

  /** Partitions that hold all of their runs. */
  List<RunsPartition> planWholeRuns(List<FoundRun> runs) {
    return batches(runs).stream().map(RunsPartition::of).toList();
  }

  /** The runs that are more than one partition's work. */
  Stream<FoundRun> huge(List<FoundRun> runs) {
    return runs.stream().filter(run -> weight.applyAsLong(run) > target);
  }

  /** How many partitions a run is the work of. */
  int slices(FoundRun run) {
    long slices = (weight.applyAsLong(run) + target - 1) / target;
    long series = run.forked() ? MAX_SLICES : Math.max(1, run.series());
    return (int) Math.min(MAX_SLICES, Math.min(slices, series));
  }

  /** A run divided by its attributes. */
  List<RunsPartition> divideByAttributes(FoundRun run) {
    int slices = slices(run);
    return IntStream.range(0, slices)
        .mapToObj(slice -> RunsPartition.slice(run, slice, slices))
        .toList();
  }

  private boolean isHuge(List<FoundRun> batch) {
    return batch.size() == 1 && weight.applyAsLong(batch.get(0)) > target;
  }

  private List<List<FoundRun>> batches(List<FoundRun> runs) {
    List<List<FoundRun>> batches = new ArrayList<>();
    int start = 0;
    long work = 0;
    for (int i = 0; i < runs.size(); i++) {
      FoundRun run = runs.get(i);
      long more = weight.applyAsLong(run);
      boolean full = work + more > target || i - start == maxRuns;
      boolean otherProject = !run.id().project().equals(runs.get(start).id().project());
      if (i > start && (full || otherProject)) {
        batches.add(runs.subList(start, i));
        start = i;
        work = 0;
      }
      work += more;
    }
    if (start < runs.size()) {
      batches.add(runs.subList(start, runs.size()));
    }
    return batches;
  }
}
