package ai.neptune.spark.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Groups runs into partitions of about the same work, in the order of the runs. */
final class RunBatchPlanner {

  /** Beyond this a run's definitions would be asked for more often than its points are worth. */
  private static final long MAX_SLICES = 1024;

  private final ToLongFunction<FoundRun> weight;
  private final long target;
  private final int maxRuns;

  /**
   * A planner for partitions of about {@code target} work each.
   *
   * @param weight the work that a run is, at least 1
   * @param maxRuns how many runs a partition holds at the most
   */
  RunBatchPlanner(ToLongFunction<FoundRun> weight, long target, int maxRuns) {
    this.weight = weight;
    this.target = target;
    this.maxRuns = maxRuns;
  }

  /** Partitions of which a run that is more than one partition's work makes several. */
  List<RunsPartition> plan(List<FoundRun> runs) {
    return batches(runs).stream().flatMap(this::slices).toList();
  }

  /** Partitions that hold all of their runs. */
  List<RunsPartition> planWholeRuns(List<FoundRun> runs) {
    return batches(runs).stream().map(RunsPartition::of).toList();
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

  private Stream<RunsPartition> slices(List<FoundRun> batch) {
    long work = batch.stream().mapToLong(weight).sum();
    int slices = batch.size() > 1 ? 1 : (int) Math.min(MAX_SLICES, (work + target - 1) / target);
    return IntStream.range(0, slices).mapToObj(i -> RunsPartition.slice(batch, i, slices));
  }
}
