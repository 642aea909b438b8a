package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.SeriesOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.PointPlanner;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** {@code metrics}: a row per point of a float series, read in columns. */
record MetricsRelation(NeptuneOptions options) implements Relation {

  private static final Set<AttributeType> TYPES = Set.of(AttributeType.FLOAT_SERIES);
  static final String VALUE = "value";
  static final String IS_PREVIEW = "is_preview";
  static final String PREVIEW_COMPLETION = "preview_completion";

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
  public boolean inheritsPoints(ReadRequest request) {
    return options.inheritsPoints();
  }

  @Override
  public boolean readsTimesOfPoints(ReadRequest request) {
    return request.reads(FixedColumns.ABSOLUTE_TIME);
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    PointPlanner planner =
        PointPlanner.of(source, options, request.conditions(), TYPES, parallelism);
    if (source instanceof StoredPoints stored) {
      return selected(request).isEmpty() ? ReadPlan.of(List.of()) : planner.dividedByPieces(stored);
    }
    return planner.dividedBySeriesAndSteps();
  }

  @Override
  public boolean isColumnar() {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> batches(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    RunsPartition partition = (RunsPartition) planned;
    SelectedAttributes selected = selected(request);
    SeriesOptions points = options.within(request.conditions().steps().range()).series();
    if (source instanceof StoredPoints stored) {
      return new StoredMetrics(
          () -> stored.floatPoints(query(partition, selected, points)),
          partition,
          request.columns());
    }
    PageSize pageSize = PageSize.ofJvm();
    Lineage lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    Iterator<List<Named<SeriesKey>>> batches =
        new SeriesBatches(
            partition, SeriesToRead.of(source, partition, selected), pageSize::seriesPerRequest);
    Iterator<MetricsChunk> chunks =
        Iterators.map(
            batches,
            batch -> new MetricsChunk(source, points, lineage, pageSize, partition.steps(), batch));
    return new PagesReader<>(
        source.requestsAtOnce(),
        chunks,
        MetricsChunk.Page::bytes,
        page -> new MetricsBatches(page, partition.project(), request.columns()));
  }

  private SelectedAttributes selected(ReadRequest request) {
    return SelectedAttributes.of(options.attributes(), TYPES, request.conditions());
  }

  private StoredPoints.Query query(
      RunsPartition partition, SelectedAttributes selected, SeriesOptions points) {
    return new StoredPoints.Query(
        partition.ids(),
        selected.name(),
        selected.further(),
        points.steps(),
        new Lineage(points.lineageToTheRoot(), options.container()),
        points.tailLimit(),
        partition.slice(),
        partition.slices());
  }
}
