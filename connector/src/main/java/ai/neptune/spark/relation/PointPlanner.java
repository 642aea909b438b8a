package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Partitions of about the same number of points, as the server counts the points of each run. */
final class PointPlanner {

  /** A task that reads less is not worth starting. */
  private static final long MIN_POINTS_PER_PARTITION = 50_000;

  /** What a run costs beside its points. */
  private static final long POINTS_PER_RUN = 100;

  private static final int MAX_RUNS_PER_PARTITION = 1_000;

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final List<FoundRun> runs;
  private final long inherited;
  private final long target;
  private final RunBatchPlanner batches;

  private PointPlanner(
      NeptuneSource source, NeptuneOptions options, List<FoundRun> runs, int parallelism) {
    this.source = source;
    this.options = options;
    this.runs = runs;
    this.inherited = (long) runs.stream().mapToLong(this::ownPoints).average().orElse(0);
    long points = runs.stream().mapToLong(this::weight).sum();
    long evenShare = points / Math.max(1, parallelism) + 1;
    this.target =
        Math.min(options.targetPointsPerPartition(), Math.max(MIN_POINTS_PER_PARTITION, evenShare));
    this.batches = new RunBatchPlanner(this::weight, target, MAX_RUNS_PER_PARTITION);
  }

  /**
   * Searches for the runs that options select.
   *
   * @param types the types of series that are read
   * @param parallelism how many tasks can run at once
   */
  static PointPlanner of(
      NeptuneSource source, NeptuneOptions options, Set<AttributeType> types, int parallelism) {
    RunFacts facts = RunFacts.sizes(options.container(), types);
    List<FoundRun> runs = new RunSearch(source, options, facts).find();
    return new PointPlanner(source, options, runs, parallelism);
  }

  /** Partitions that hold all attributes of their runs. */
  List<RunsPartition> wholeRuns() {
    return batches.planWholeRuns(runs);
  }

  /** Partitions of which a huge run makes several, each with some of its attributes. */
  List<RunsPartition> dividedByAttributes() {
    return batches.plan(runs, batches::divideByAttributes);
  }

  /**
   * Partitions of float series, of which a huge run makes several, each with some of its series; if
   * it has few, then by how long they are, and a huge series makes several partitions by itself.
   */
  List<RunsPartition> dividedBySeriesAndSteps() {
    Map<FoundRun, List<RunsPartition>> divided = new HashMap<>();
    SeriesDivision division = new SeriesDivision(source, options, target);
    Iterator<Iterator<SeriesDivision.Divided>> requests =
        batches
            .huge(runs)
            .filter(run -> options.series().tailLimit() == null)
            .filter(division::takes)
            .map(run -> Stream.of(run).map(division::divide).iterator())
            .iterator();
    try (ReadAhead<SeriesDivision.Divided> answers =
        new ReadAhead<>(requests, PagesReader.CHUNKS_AT_ONCE)) {
      for (var answer = answers.next(); answer != null; answer = answers.next()) {
        if (answer.partitions() != null) {
          divided.put(answer.run(), answer.partitions());
        }
      }
    }
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
    return run.series() == 0 ? 0 : Math.min(run.points(), most);
  }
}
