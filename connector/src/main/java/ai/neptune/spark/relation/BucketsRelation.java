package ai.neptune.spark.relation;

import static ai.neptune.spark.columns.ColumnTypes.nullable;
import static ai.neptune.spark.columns.ColumnTypes.required;

import ai.neptune.client.AttributeType;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.LearnedSize;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.pages.ReadAhead;
import ai.neptune.spark.pages.ReadBudget;
import ai.neptune.spark.plan.BucketsPlanner;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.PartitionOfRuns;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code metric_buckets}: a row per non-empty bucket of a float series. All series are divided over
 * one range of steps, which is learned once, while the partitions are planned.
 */
record BucketsRelation(NeptuneOptions options) implements Relation {

  /** The least that tells where the steps of some series begin and end. */
  private static final int BUCKETS_TO_LEARN_RANGE = 2;

  /** What a bucket takes while it is decoded. */
  private static final long BYTES_PER_BUCKET = 300;

  private static final long BYTES_PER_SERIES = 200;

  /** A page may come to so many times its share of memory. */
  private static final long MAX_EXCESS = 4;

  /** Some runs whose series one task reads, and the range of steps that all tasks divide. */
  private record BucketsPartition(RunsPartition runs, StepRange steps) implements PartitionOfRuns {}

  /** The non-empty buckets of a series, as the server sent them. */
  private record BucketsOfSeries(Named<SeriesKey> series, List<SeriesBucket> buckets) {}

  /**
   * The buckets of some series.
   *
   * @param bytes about how much memory they take
   */
  private record Page(List<BucketsOfSeries> series, long bytes) {}

  @Override
  public StructType schema() {
    return layout("").schema();
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    return FixedColumns.pushable(options, FixedColumns.ATTRIBUTE);
  }

  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofBuckets(source, options, request);
  }

  @Override
  public boolean inheritsPoints(ReadRequest request) {
    return options.inheritsPoints();
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    BucketsPlanner planner = BucketsPlanner.of(source, options, parallelism);
    List<FoundRun> found =
        planner.runs().stream().filter(run -> run.isWanted(request.conditions())).toList();
    StepRange steps = found.isEmpty() ? StepRange.ALL : rangeOfSteps(source, planner);
    return steps.from() == null
        ? ReadPlan.of(List.of())
        : ReadPlan.of(
            found,
            runs ->
                planner.partitions(runs).stream()
                    .map(partition -> new BucketsPartition(partition, steps))
                    .toList());
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition partition, ReadRequest request) {
    BucketsPartition buckets = (BucketsPartition) partition;
    RunsPartition runs = buckets.runs();
    Function<BucketRow, InternalRow> row = layout(runs.project()).projection(request.columns());
    // One more than asked for: the first ends where the range begins, and joins the second.
    int count = options.buckets() + 1;
    return new PagesReader<>(
        source.requestsAtOnce(),
        chunks(source, runs, selected(request.conditions()), buckets.steps(), count),
        Page::bytes,
        page ->
            page.series().stream()
                .flatMap(
                    s ->
                        BucketRow.of(s.series(), s.buckets(), buckets.steps(), options.buckets())
                            .stream())
                .map(row)
                .iterator());
  }

  private SelectedAttributes selected(Conditions conditions) {
    return SelectedAttributes.of(
        options.attributes(), Set.of(AttributeType.FLOAT_SERIES), conditions);
  }

  /**
   * The range that is divided is that of all series that the options name, whatever Spark needs.
   */
  private StepRange rangeOfSteps(NeptuneSource source, BucketsPlanner planner) {
    SelectedAttributes selected = selected(Conditions.NONE);
    if (source instanceof StoredPoints stored) {
      List<RunIdentifier> ids = planner.runs().stream().map(FoundRun::id).toList();
      return selected.isEmpty() ? StepRange.ALL : stored.steps(ids, selected.name(), lineage());
    }
    List<RunsPartition> partitions = planner.partitions(planner.runs());
    StepRange range = StepRange.ALL;
    Iterator<Iterator<Page>> chunks =
        Iterators.concat(
            Iterators.map(
                partitions.iterator(),
                runs -> chunks(source, runs, selected, null, BUCKETS_TO_LEARN_RANGE)));
    try (ReadAhead<Page> pages = new ReadAhead<>(chunks, source.requestsAtOnce())) {
      for (var page = pages.next(); page != null; page = pages.next()) {
        for (BucketsOfSeries series : page.series()) {
          for (SeriesBucket bucket : series.buckets()) {
            range = widened(range, bucket);
          }
        }
      }
    }
    return range;
  }

  /** Edges count as well as points: a bucket may hold points without a finite value alone. */
  private static StepRange widened(StepRange range, SeriesBucket bucket) {
    StepRange wider = widened(widened(range, bucket.from()), bucket.to());
    if (bucket.first() != null) {
      wider = widened(wider, bucket.first().x());
    }
    return bucket.last() == null ? wider : widened(wider, bucket.last().x());
  }

  private static StepRange widened(StepRange range, double step) {
    if (!Double.isFinite(step)) {
      return range;
    }
    return range.from() == null || range.to() == null
        ? new StepRange(step, step)
        : new StepRange(Math.min(range.from(), step), Math.max(range.to(), step));
  }

  /** Each chunk is one response, of as many series as are expected to fit into a page. */
  private Iterator<Iterator<Page>> chunks(
      NeptuneSource source,
      RunsPartition runs,
      SelectedAttributes selected,
      @Nullable StepRange steps,
      int count) {
    Lineage lineage = lineage();
    LearnedSize seriesSize = new LearnedSize(BYTES_PER_SERIES + count * BYTES_PER_BUCKET);
    long pageBytes = ReadBudget.ofJvm().pageBytes();
    // However few buckets the series before had, the next ones must not exceed a page by far.
    int mostSeries =
        (int)
            Math.max(
                1,
                Math.min(
                    BucketsQuery.MAX_SERIES,
                    MAX_EXCESS * pageBytes / (BYTES_PER_SERIES + count * BYTES_PER_BUCKET)));
    SeriesBatches batches =
        new SeriesBatches(
            runs,
            SeriesToRead.of(source, runs, selected),
            () -> seriesSize.itemsIn(pageBytes, mostSeries));
    return Iterators.map(
        batches,
        batch ->
            Iterators.map(
                List.of(batch).iterator(),
                series -> {
                  Page page = read(source, series, lineage, steps, count);
                  seriesSize.observe(series.size(), page.bytes());
                  return page;
                }));
  }

  private Page read(
      NeptuneSource source,
      List<Named<SeriesKey>> batch,
      Lineage lineage,
      @Nullable StepRange steps,
      int count) {
    List<SeriesKey> keys = batch.stream().map(Named::item).toList();
    List<List<SeriesBucket>> response =
        source.buckets(
            new BucketsQuery(keys, lineage, options.series().includePreviews(), steps, count));
    List<BucketsOfSeries> series = new ArrayList<>(batch.size());
    long buckets = 0;
    for (int i = 0; i < batch.size(); i++) {
      series.add(new BucketsOfSeries(batch.get(i), response.get(i)));
      buckets += response.get(i).size();
    }
    return new Page(series, BYTES_PER_SERIES * batch.size() + BYTES_PER_BUCKET * buckets);
  }

  private Lineage lineage() {
    return new Lineage(options.series().lineageToTheRoot(), options.container());
  }

  private RowLayout<BucketRow> layout(String project) {
    return FixedColumns.<BucketRow>layout(options, b -> project, b -> b.series().name())
        .add(
            required(FixedColumns.ATTRIBUTE, DataTypes.StringType),
            b -> SparkValues.string(b.series().item().attribute()))
        .add(nullable("bucket_start", DataTypes.DoubleType), BucketRow::start)
        .add(nullable("bucket_end", DataTypes.DoubleType), BucketRow::end)
        .add(nullable("x", DataTypes.DoubleType), b -> b.point() == null ? null : b.point().x())
        .add(nullable("y", DataTypes.DoubleType), b -> b.point() == null ? null : b.point().y());
  }
}
