package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.AttributeOptions;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of the points of runs a read needs. A server counts all points of a run; when a read is
 * of some attributes or steps only, the buckets of some of its runs (docs/protocol.md, 4.7) tell
 * how much that is, so that tasks are neither very many nor nearly empty.
 */
final class PointShare {

  private static final Logger LOG = LoggerFactory.getLogger(PointShare.class);

  /** Nothing is narrowed, or it is unknown by how much. */
  private static final double ALL = 1;

  /** A read that makes no more tasks than this anyway need not be looked at. */
  private static final long TASKS_WORTH_A_LOOK = 20;

  private static final int MOST_RUNS = 20;

  /** The least that counts points. */
  private static final int BUCKETS_TO_COUNT = 2;

  /** Enough to tell how many points have steps in a range. */
  private static final int BUCKETS_OF_STEPS = 20;

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final SelectedAttributes selected;
  private final StepRange steps;

  private PointShare(NeptuneSource source, NeptuneOptions options, Conditions conditions) {
    this.source = source;
    this.options = options;
    this.selected =
        SelectedAttributes.of(options.attributes(), Set.of(AttributeType.FLOAT_SERIES), conditions);
    this.steps = options.within(conditions.steps().range()).series().steps();
  }

  /**
   * The share of the points of these runs' float series that is read, between 0 and 1. Usually it
   * makes at most two requests, and none if it does not matter.
   */
  static double of(
      NeptuneSource source, NeptuneOptions options, Conditions conditions, List<FoundRun> runs) {
    long all = runs.stream().mapToLong(FoundRun::points).sum();
    PointShare share = new PointShare(source, options, conditions);
    if (all / options.targetPointsPerPartition() <= TASKS_WORTH_A_LOOK
        || !share.isNarrowed(options.attributes(), conditions)) {
      return ALL;
    }
    try {
      return share.ofSome(runs);
    } catch (UnexpectedResponseException e) {
      LOG.info("Tasks are planned as if all points were read: {}", e.getMessage());
      return ALL;
    }
  }

  private boolean isNarrowed(AttributeOptions attributes, Conditions conditions) {
    return attributes.names() != null
        || attributes.pattern() != null
        || !conditions.attributes().isAll()
        || !steps.equals(StepRange.ALL);
  }

  /**
   * What is read of runs whose points are not counted, by the buckets of some of them.
   *
   * @return nothing if the server does not say
   */
  static Optional<Sample> sample(
      NeptuneSource source, NeptuneOptions options, Conditions conditions, List<FoundRun> runs) {
    PointShare share = new PointShare(source, options, conditions);
    try {
      return Optional.of(share.sample(ofOneProject(runs)));
    } catch (UnexpectedResponseException e) {
      LOG.info("The size of runs without counters is guessed: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private double ofSome(List<FoundRun> runs) {
    Sample sample = sample(ofOneProject(runs.stream().filter(run -> run.points() > 0).toList()));
    long counted = sample.runs().stream().mapToLong(FoundRun::points).sum();
    return Math.min(ALL, (double) sample.points() / counted);
  }

  private Sample sample(List<FoundRun> some) {
    List<RunIdentifier> ids = some.stream().map(FoundRun::id).toList();
    List<String> names =
        selected.definitionsOfRuns(source, ids.get(0).project(), ids).stream()
            .map(AttributeDefinition::name)
            .toList();
    if (names.isEmpty()) {
      return new Sample(some, 0, 0);
    }
    List<String> someNames = spread(names, BucketsQuery.MAX_SERIES);
    List<FoundRun> counted = spread(some, BucketsQuery.MAX_SERIES / someNames.size());
    double factor = (double) names.size() / someNames.size();
    return new Sample(counted, (long) (factor * pointsOf(counted, someNames)), names.size());
  }

  /**
   * What some runs hold.
   *
   * @param points how many points of theirs are read
   * @param series at most how many series of each are read
   */
  record Sample(List<FoundRun> runs, long points, int series) {

    long pointsPerRun() {
      return points / runs.size();
    }
  }

  /** Runs of one project, from all over these. */
  private static List<FoundRun> ofOneProject(List<FoundRun> runs) {
    String project = runs.get(runs.size() / 2).id().project();
    return spread(
        runs.stream().filter(run -> run.id().project().equals(project)).toList(), MOST_RUNS);
  }

  private static <T> List<T> spread(List<T> all, int most) {
    int count = Math.max(1, Math.min(most, all.size()));
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
        .toList();
  }

  private long pointsOf(List<FoundRun> runs, List<String> names) {
    List<SeriesKey> series = new ArrayList<>();
    for (FoundRun run : runs) {
      names.forEach(name -> series.add(new SeriesKey(run.id(), name)));
    }
    boolean allSteps = steps.equals(StepRange.ALL);
    BucketsQuery query =
        new BucketsQuery(
            series,
            new Lineage(options.series().lineageToTheRoot(), options.container()),
            options.series().includePreviews(),
            null,
            allSteps ? BUCKETS_TO_COUNT : BUCKETS_OF_STEPS);
    return source.buckets(query).stream()
        .flatMap(List::stream)
        .filter(this::mayHoldWanted)
        .mapToLong(SeriesBucket::points)
        .sum();
  }

  private boolean mayHoldWanted(SeriesBucket bucket) {
    return (steps.from() == null || bucket.to() >= steps.from())
        && (steps.to() == null || bucket.from() < steps.to());
  }
}
