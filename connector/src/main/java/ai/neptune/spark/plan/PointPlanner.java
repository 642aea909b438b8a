package ai.neptune.spark.plan;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.ReadAhead;
import ai.neptune.spark.pushdown.Conditions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Partitions of about the same number of points, as the server counts the points of each run. */
public final class PointPlanner {

  /** A task that reads less is not worth starting. */
  private static final long MIN_POINTS_PER_PARTITION = 50_000;

  /** What a run costs beside its points. */
  private static final long POINTS_PER_RUN = 100;

  private static final int MAX_RUNS_PER_PARTITION = 1_000;

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final Conditions conditions;
  private final List<FoundRun> runs;
  private final int parallelism;
  private final double share;
  private final long inherited;
  private final long target;
  private final RunBatchPlanner batches;

  private PointPlanner(
      NeptuneSource source,
      NeptuneOptions options,
      Conditions conditions,
      List<FoundRun> runs,
      int parallelism,
      double share) {
    this.source = source;
    this.options = options;
    this.conditions = conditions;
    this.runs = runs;
    this.parallelism = parallelism;
    this.share = share;
    this.inherited = (long) runs.stream().mapToLong(this::ownPoints).average().orElse(0);
    long points = runs.stream().mapToLong(this::weight).sum();
    this.target =
        RunBatchPlanner.target(
            points,
            runs.size(),
            MIN_POINTS_PER_PARTITION,
            options.targetPointsPerPartition(),
            parallelism);
    this.batches = new RunBatchPlanner(this::weight, target, MAX_RUNS_PER_PARTITION);
  }

  /**
   * Searches for the runs that options select.
   *
   * @param conditions further conditions on runs and points
   * @param types the types of series that are read
   * @param parallelism how many tasks can run at once
   */
  public static PointPlanner of(
      NeptuneSource source,
      NeptuneOptions options,
      Conditions conditions,
      Set<AttributeType> types,
      int parallelism) {
    RunFacts facts = RunFacts.sizes(options, types);
    List<FoundRun> found = new RunSearch(source, options, conditions, facts).find();
    if (source instanceof StoredPoints) {
      // What is stored is counted, and no server is there to tell how much of it is wanted.
      return new PointPlanner(source, options, conditions, found, parallelism, 1);
    }
    List<FoundRun> runs = UncountedRuns.estimated(source, options, conditions, found, types);
    boolean sharesCount =
        types.contains(AttributeType.FLOAT_SERIES) && found.stream().anyMatch(FoundRun::isCounted);
    double share = sharesCount ? PointShare.of(source, options, conditions, runs) : 1;
    return new PointPlanner(source, options, conditions, runs, parallelism, share);
  }

  /** The runs that the options select, oldest first. */
  public List<FoundRun> runs() {
    return runs;
  }

  /** The same for some of the runs. */
  public PointPlanner only(List<FoundRun> some) {
    return of(some);
  }

  /** Partitions that hold all attributes of their runs. */
  public ReadPlan wholeRuns() {
    return ReadPlan.of(runs, some -> of(some).batches.planWholeRuns(some));
  }

  /** Partitions by runs; a huge run makes several, each with some of its attributes. */
  public ReadPlan dividedByAttributes() {
    return ReadPlan.of(runs, some -> of(some).divided(Map.of()));
  }

  /** Partitions of float series. A huge run becomes several, each with some of its pieces. */
  public ReadPlan dividedByPieces(StoredPoints stored) {
    boolean isDivisible = options.series().tailLimit() == null;
    return ReadPlan.of(
        runs,
        some -> {
          PointPlanner planner = of(some);
          return planner.batches.plan(
              some,
              run -> {
                long wanted = planner.weight(run) / planner.target + 1;
                int slices = (int) Math.min(isDivisible ? stored.pieces(run.id()) : 1, wanted);
                return IntStream.range(0, slices)
                    .mapToObj(slice -> RunsPartition.slice(run, slice, slices))
                    .toList();
              });
        });
  }

  /**
   * Partitions of float series by runs. A huge run makes several, each with some of its series. If
   * it has few series, they are divided by their lengths, and a huge series makes several
   * partitions.
   */
  public ReadPlan dividedBySeriesAndSteps() {
    Map<FoundRun, List<RunsPartition>> divided = new HashMap<>();
    SeriesDivision division =
        new SeriesDivision(source, options, conditions, this::ownPoints, target);
    Iterator<Iterator<SeriesDivision.Divided>> requests =
        batches
            .huge(runs)
            .filter(run -> options.series().tailLimit() == null)
            .filter(division::takes)
            .map(run -> Stream.of(run).map(division::divide).iterator())
            .iterator();
    try (ReadAhead<SeriesDivision.Divided> responses =
        new ReadAhead<>(requests, source.requestsAtOnce())) {
      for (var response = responses.next(); response != null; response = responses.next()) {
        if (response.partitions() != null) {
          divided.put(response.run(), response.partitions());
        }
      }
    }
    return ReadPlan.of(runs, some -> of(some).divided(divided));
  }

  /** The same for some of the runs. */
  private PointPlanner of(List<FoundRun> some) {
    return some.size() == runs.size()
        ? this
        : new PointPlanner(source, options, conditions, some, parallelism, share);
  }

  private List<RunsPartition> divided(Map<FoundRun, List<RunsPartition>> divided) {
    return batches.plan(
        runs, run -> divided.containsKey(run) ? divided.get(run) : batches.divideByAttributes(run));
  }

  /**
   * A server need not count what a forked run inherits: it is taken to be as much as runs have on
   * average.
   */
  private long weight(FoundRun run) {
    return ownPoints(run) + (run.forked() ? inherited : 0) + POINTS_PER_RUN;
  }

  private long ownPoints(FoundRun run) {
    Integer tail = options.series().tailLimit();
    long most = tail == null ? Long.MAX_VALUE : (long) tail * run.series();
    return run.series() == 0 ? 0 : Math.min((long) (share * run.points()), most);
  }
}
