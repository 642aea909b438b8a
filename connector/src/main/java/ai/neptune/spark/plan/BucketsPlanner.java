package ai.neptune.spark.plan;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.util.List;
import java.util.Set;

/**
 * Partitions of float series that are read in buckets, of about the same number of buckets. A run
 * of very many series makes several.
 */
public final class BucketsPlanner {

  private static final Set<AttributeType> TYPES = Set.of(AttributeType.FLOAT_SERIES);

  /** A task that reads less is not worth starting. */
  private static final long MIN_BUCKETS_PER_PARTITION = 50_000;

  private static final long MAX_BUCKETS_PER_PARTITION = 2_000_000;

  /** What a run costs beside its buckets. */
  private static final long BUCKETS_PER_RUN = 100;

  /** How many series a run is taken to have where nobody has counted them. */
  private static final int SERIES_PER_RUN = 100;

  private static final int MAX_RUNS_PER_PARTITION = 1_000;

  private final int buckets;
  private final int parallelism;
  private final List<FoundRun> runs;

  private BucketsPlanner(int buckets, int parallelism, List<FoundRun> runs) {
    this.buckets = buckets;
    this.parallelism = parallelism;
    this.runs = runs;
  }

  /**
   * Searches for the runs that options select.
   *
   * @param parallelism how many tasks can run at once
   */
  public static BucketsPlanner of(NeptuneSource source, NeptuneOptions options, int parallelism) {
    RunFacts facts = RunFacts.sizes(options, TYPES);
    List<FoundRun> runs = new RunSearch(source, options, Conditions.NONE, facts).find();
    return new BucketsPlanner(options.buckets(), parallelism, runs);
  }

  /** All runs that the options select. */
  public List<FoundRun> runs() {
    return runs;
  }

  /** The partitions of some of the runs, in their order. */
  public List<RunsPartition> partitions(List<FoundRun> some) {
    long target =
        RunBatchPlanner.target(
            some.stream().mapToLong(this::weight).sum(),
            some.size(),
            MIN_BUCKETS_PER_PARTITION,
            MAX_BUCKETS_PER_PARTITION,
            parallelism);
    RunBatchPlanner batches = new RunBatchPlanner(this::weight, target, MAX_RUNS_PER_PARTITION);
    return batches.plan(some, batches::divideByAttributes);
  }

  private long weight(FoundRun run) {
    long series = run.series() == Integer.MAX_VALUE ? SERIES_PER_RUN : run.series();
    boolean hasCount = run.isCounted() && !run.forked() && series > 0;
    long each = hasCount ? Math.min(buckets, run.points() / series + 1) : buckets;
    return BUCKETS_PER_RUN + series * each;
  }
}
