package ai.neptune.spark.relation;

import static ai.neptune.spark.columns.ColumnTypes.nullable;
import static ai.neptune.spark.columns.ColumnTypes.required;

import ai.neptune.client.AttributeType;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.pages.ReadAhead;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.PartitionOfRuns;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunSearch;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.plan.ValuesPlanner;
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

/**
 * {@code metric_buckets}: a row per non-empty bucket of a float series. All series are divided over
 * one range of steps, which is learned once, while the partitions are planned.
 */
record BucketsRelation(NeptuneOptions options) implements Relation {

  /** The least that tells where the steps of some series begin and end. */
  private static final int BUCKETS_TO_LEARN_RANGE = 2;

  /** Nobody knows how many series a run has before they are read; any guess balances alike. */
  private static final long SERIES_PER_RUN = 100;

  /** Some runs whose series one task reads, and the range of steps that all tasks divide. */
  private record BucketsPartition(RunsPartition runs, StepRange steps) implements PartitionOfRuns {}

  /** The non-empty buckets of a series, as the server sent them. */
  private record BucketsOfSeries(Named<SeriesKey> series, List<SeriesBucket> buckets) {}

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
    List<FoundRun> all = new RunSearch(source, options).find();
    List<FoundRun> found = all.stream().filter(run -> run.isWanted(request.conditions())).toList();
    StepRange steps =
        found.isEmpty()
            ? StepRange.ALL
            : rangeOfSteps(source, ValuesPlanner.plan(all, SERIES_PER_RUN, parallelism));
    return steps.from() == null
        ? ReadPlan.of(List.of())
        : ReadPlan.of(
            found,
            runs ->
                ValuesPlanner.plan(runs, SERIES_PER_RUN, parallelism).stream()
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
        chunks(source, runs, selected(request.conditions()), buckets.steps(), count),
        page ->
            page.stream()
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
  private StepRange rangeOfSteps(NeptuneSource source, List<RunsPartition> partitions) {
    StepRange range = StepRange.ALL;
    SelectedAttributes selected = selected(Conditions.NONE);
    Iterator<Iterator<List<BucketsOfSeries>>> chunks =
        Iterators.concat(
            Iterators.map(
                partitions.iterator(),
                runs -> chunks(source, runs, selected, null, BUCKETS_TO_LEARN_RANGE)));
    try (ReadAhead<List<BucketsOfSeries>> pages =
        new ReadAhead<>(chunks, PagesReader.CHUNKS_AT_ONCE)) {
      for (var page = pages.next(); page != null; page = pages.next()) {
        for (BucketsOfSeries series : page) {
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
    return range.from() == null
        ? new StepRange(step, step)
        : new StepRange(Math.min(range.from(), step), Math.max(range.to(), step));
  }

  private Iterator<Iterator<List<BucketsOfSeries>>> chunks(
      NeptuneSource source,
      RunsPartition runs,
      SelectedAttributes selected,
      StepRange steps,
      int count) {
    Lineage lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    return Iterators.map(
        selected.values(source, runs),
        chunk ->
            Iterators.map(
                chunk,
                page -> {
                  List<BucketsOfSeries> read = new ArrayList<>();
                  List<Named<SeriesKey>> series =
                      page.stream()
                          .map(
                              v ->
                                  new Named<>(
                                      runs.name(v.run()),
                                      new SeriesKey(runs.id(v.run()), v.value().name())))
                          .toList();
                  for (int i = 0; i < series.size(); i += BucketsQuery.MAX_SERIES) {
                    List<Named<SeriesKey>> batch =
                        series.subList(i, Math.min(series.size(), i + BucketsQuery.MAX_SERIES));
                    read.addAll(read(source, batch, lineage, steps, count));
                  }
                  return read;
                }));
  }

  private List<BucketsOfSeries> read(
      NeptuneSource source,
      List<Named<SeriesKey>> batch,
      Lineage lineage,
      StepRange steps,
      int count) {
    List<SeriesKey> keys = batch.stream().map(Named::item).toList();
    List<List<SeriesBucket>> response =
        source.buckets(
            new BucketsQuery(keys, lineage, options.series().includePreviews(), steps, count));
    List<BucketsOfSeries> read = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      read.add(new BucketsOfSeries(batch.get(i), response.get(i)));
    }
    return read;
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
