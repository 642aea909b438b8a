package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.SeriesOptions;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.spark.vectors.BooleanVector;
import ai.neptune.spark.vectors.DoubleVector;
import ai.neptune.spark.vectors.FloatAsDoubleVector;
import ai.neptune.spark.vectors.MillisTimestampVector;
import ai.neptune.spark.vectors.RunLengthStringVector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code metrics}: a row per point of a float series, read in columns. */
record MetricsRelation(NeptuneOptions options) implements Relation {

  private static final Set<AttributeType> TYPES = Set.of(AttributeType.FLOAT_SERIES);
  private static final String VALUE = "value";
  private static final String IS_PREVIEW = "is_preview";
  private static final String PREVIEW_COMPLETION = "preview_completion";

  @Override
  public StructType schema() {
    return FixedColumns.schema(options)
        .add(ColumnTypes.required(FixedColumns.ATTRIBUTE, DataTypes.StringType))
        .add(FixedColumns.STEP, DataTypes.DoubleType)
        .add(VALUE, DataTypes.DoubleType)
        .add(FixedColumns.ABSOLUTE_TIME, DataTypes.TimestampType)
        .add(IS_PREVIEW, DataTypes.BooleanType)
        .add(PREVIEW_COMPLETION, DataTypes.DoubleType);
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    return FixedColumns.pushable(options, FixedColumns.ATTRIBUTE, FixedColumns.STEP);
  }

  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofPoints(source, options, request);
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    return PointPlanner.of(source, options, request.conditions(), TYPES, parallelism)
        .dividedBySeriesAndSteps();
  }

  @Override
  public boolean isColumnar() {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> batches(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    RunsPartition partition = (RunsPartition) planned;
    SelectedAttributes selected =
        SelectedAttributes.of(options.attributes(), TYPES, request.conditions());
    SeriesOptions points = options.within(request.conditions().steps().range()).series();
    PageSize pageSize = new PageSize();
    Lineage lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    Iterator<List<NamedSeries>> batches =
        new SeriesBatches(
            partition, SeriesToRead.of(source, partition, selected), pageSize::seriesPerRequest);
    Iterator<MetricsChunk> chunks =
        Iterators.map(
            batches,
            batch -> new MetricsChunk(source, points, lineage, pageSize, partition.steps(), batch));
    return new PagesReader<>(chunks, page -> batch(page, partition.project(), request.columns()));
  }

  /** The points of a page as one batch; empty series take no part. */
  private Iterator<ColumnarBatch> batch(MetricsPage page, String project, StructType required) {
    FloatSeriesPoints points = page.points();
    int[] series =
        IntStream.range(0, points.seriesCount())
            .filter(i -> points.count(i) > 0)
            .boxed()
            .sorted(Comparator.comparingInt(points::start))
            .mapToInt(Integer::intValue)
            .toArray();
    if (series.length == 0) {
      return Stream.<ColumnarBatch>empty().iterator();
    }
    int start = points.start(series[0]);
    int[] ends =
        Arrays.stream(series).map(i -> points.start(i) + points.count(i) - start).toArray();
    int rows = ends[ends.length - 1];
    ColumnVector[] columns =
        Arrays.stream(required.fieldNames())
            .map(column -> vector(column, page, project, series, ends, start))
            .toArray(ColumnVector[]::new);
    return List.of(new ColumnarBatch(columns, rows)).iterator();
  }

  private ColumnVector vector(
      String column, MetricsPage page, String project, int[] series, int[] ends, int start) {
    FloatSeriesPoints points = page.points();
    return switch (column) {
      case FixedColumns.PROJECT ->
          new RunLengthStringVector(
              new UTF8String[] {UTF8String.fromString(project)}, new int[] {ends[ends.length - 1]});
      case FixedColumns.ATTRIBUTE -> strings(page, series, ends, s -> s.key().attribute());
      case FixedColumns.STEP -> new DoubleVector(points.steps(), start);
      case VALUE -> new DoubleVector(points.values(), start);
      case FixedColumns.ABSOLUTE_TIME ->
          new MillisTimestampVector(points.timestampsMillis(), start);
      case IS_PREVIEW -> new BooleanVector(points.previews(), start);
      case PREVIEW_COMPLETION -> new FloatAsDoubleVector(points.completions(), start);
      default -> strings(page, series, ends, NamedSeries::name);
    };
  }

  private static RunLengthStringVector strings(
      MetricsPage page, int[] series, int[] ends, Function<NamedSeries, String> text) {
    return new RunLengthStringVector(
        Arrays.stream(series)
            .mapToObj(i -> UTF8String.fromString(text.apply(page.series().get(i))))
            .toArray(UTF8String[]::new),
        ends);
  }
}
