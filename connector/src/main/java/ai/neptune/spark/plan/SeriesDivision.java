package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides huge runs by the names of their float series, which are learned once, so that tasks need
 * not ask for them again. A run of few series is divided by how many points each of them has: small
 * ones together, and a huge one by its steps. The server's buckets tell (docs/protocol.md, 4.7),
 * without a point being read.
 */
final class SeriesDivision {

  private static final Logger LOG = LoggerFactory.getLogger(SeriesDivision.class);

  /** A run with fewer points is read faster than it is looked at. */
  private static final long MIN_POINTS = 1_000_000;

  /** So many names of all runs together are held on the driver, about 50 MB. */
  private static final long MAX_NAMES = 500_000;

  /** With this many series for each partition, their number divides a run evenly enough. */
  private static final int EVEN_SERIES_PER_PARTITION = 4;

  /** The least that counts the points of a series. */
  private static final int BUCKETS_TO_COUNT = 2;

  private static final int BUCKETS_TO_DIVIDE = 1_000;

  /** So few that their points may be counted by buckets that divide them too, in one response. */
  private static final int FEW_SERIES = 10;

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final Conditions conditions;
  private final Lineage lineage;
  private final ToLongFunction<FoundRun> points;
  private final long target;
  private long namesLeft = MAX_NAMES;

  /**
   * @param points about how many points of a run are read
   * @param target how many points a partition should hold
   */
  SeriesDivision(
      NeptuneSource source,
      NeptuneOptions options,
      Conditions conditions,
      ToLongFunction<FoundRun> points,
      long target) {
    this.source = source;
    this.options = options.within(conditions.steps().range());
    this.conditions = conditions;
    this.lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    this.points = points;
    this.target = target;
  }

  /** A run and its partitions, or null for these if they could not be learned. */
  record Divided(FoundRun run, @Nullable List<RunsPartition> partitions) {}

  /** Whether to divide this run too; the names of all that are divided are held at once. */
  boolean takes(FoundRun run) {
    if (points.applyAsLong(run) < Math.max(MIN_POINTS, target) || run.series() > namesLeft) {
      return false;
    }
    namesLeft -= run.series();
    return true;
  }

  /** Asks the server about a run; blocks. */
  Divided divide(FoundRun run) {
    try {
      return new Divided(run, partitions(run));
    } catch (UnexpectedResponseException e) {
      LOG.info("Run {} is divided by the names of its series alone: {}", run.id(), e.getMessage());
      return new Divided(run, null);
    }
  }

  private @Nullable List<RunsPartition> partitions(FoundRun run) {
    List<String> series =
        SelectedAttributes.of(options.attributes(), Set.of(AttributeType.FLOAT_SERIES), conditions)
            .definitionsOfRuns(source, run.id().project(), List.of(run.id()))
            .stream()
            .map(AttributeDefinition::name)
            .toList();
    if (series.isEmpty()) {
      return List.of();
    }
    int partitions = Math.toIntExact(Math.min(series.size(), points.applyAsLong(run) / target + 1));
    if (series.size() > Math.min(BucketsQuery.MAX_SERIES, EVEN_SERIES_PER_PARTITION * partitions)) {
      return evenly(run, series, partitions);
    }
    List<List<SeriesBucket>> buckets =
        buckets(run, series, series.size() <= FEW_SERIES ? BUCKETS_TO_DIVIDE : BUCKETS_TO_COUNT);
    boolean none = buckets.stream().mapToLong(SeriesDivision::points).sum() == 0;
    return none ? null : byPoints(run, series, buckets);
  }

  private static long points(List<SeriesBucket> buckets) {
    return buckets.stream().mapToLong(SeriesBucket::points).sum();
  }

  private static List<RunsPartition> evenly(FoundRun run, List<String> series, int partitions) {
    int size = (series.size() + partitions - 1) / partitions;
    return IntStream.iterate(0, from -> from < series.size(), from -> from + size)
        .mapToObj(from -> series.subList(from, Math.min(series.size(), from + size)))
        .map(names -> RunsPartition.ofFloatSeries(run, names, StepPart.WHOLE))
        .toList();
  }

  private List<RunsPartition> byPoints(
      FoundRun run, List<String> series, List<List<SeriesBucket>> buckets) {
    List<RunsPartition> partitions = new ArrayList<>();
    List<String> together = new ArrayList<>();
    long pointsTogether = 0;
    for (int i = 0; i < series.size(); i++) {
      String name = series.get(i);
      long pointsOfSeries = points(buckets.get(i));
      if (pointsOfSeries > target) {
        partitions.addAll(partitionsOf(run, name, buckets.get(i)));
        continue;
      }
      if (pointsTogether + pointsOfSeries > target) {
        partitions.add(RunsPartition.ofFloatSeries(run, together, StepPart.WHOLE));
        together = new ArrayList<>();
        pointsTogether = 0;
      }
      together.add(name);
      pointsTogether += pointsOfSeries;
    }
    if (!together.isEmpty()) {
      partitions.add(RunsPartition.ofFloatSeries(run, together, StepPart.WHOLE));
    }
    return partitions;
  }

  /**
   * The parts of a huge series that hold steps that are read.
   *
   * @param buckets of the steps that it shares with others, which may be much further than its own
   */
  private List<RunsPartition> partitionsOf(
      FoundRun run, String series, List<SeriesBucket> buckets) {
    boolean tooWide = buckets.stream().anyMatch(bucket -> bucket.points() > target);
    List<SeriesBucket> narrow =
        tooWide ? buckets(run, List.of(series), BUCKETS_TO_DIVIDE).get(0) : buckets;
    return parts(narrow, target).stream()
        .filter(part -> overlaps(part, options.series().steps()))
        .map(part -> RunsPartition.ofFloatSeries(run, List.of(series), part))
        .toList();
  }

  /**
   * Parts of about {@code target} points each, which meet where a bucket begins. Buckets may come
   * in any order: parts that overlap would give points twice.
   */
  static List<StepPart> parts(List<SeriesBucket> buckets, long target) {
    List<StepPart> parts = new ArrayList<>();
    Double after = null;
    long points = 0;
    List<SeriesBucket> inOrder =
        buckets.stream().sorted(Comparator.comparingDouble(SeriesBucket::from)).toList();
    for (SeriesBucket bucket : inOrder) {
      boolean full = points > 0 && points + bucket.points() > target;
      if (full && Double.isFinite(bucket.from())) {
        parts.add(new StepPart(after, bucket.from()));
        after = bucket.from();
        points = 0;
      }
      points += bucket.points();
    }
    parts.add(new StepPart(after, null));
    return parts;
  }

  private static boolean overlaps(StepPart part, StepRange steps) {
    boolean endsBefore = part.upTo() != null && steps.from() != null && part.upTo() < steps.from();
    boolean beginsAfter = part.after() != null && steps.to() != null && part.after() >= steps.to();
    return !endsBefore && !beginsAfter;
  }

  private List<List<SeriesBucket>> buckets(FoundRun run, List<String> series, int count) {
    List<SeriesKey> keys = series.stream().map(name -> new SeriesKey(run.id(), name)).toList();
    return source.buckets(
        new BucketsQuery(keys, lineage, options.series().includePreviews(), null, count));
  }
}
