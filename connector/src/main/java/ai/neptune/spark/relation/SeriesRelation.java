package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.FileRef;
import ai.neptune.client.Histogram;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesPoint;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.PointPlanner;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code series}: a row per point of a string, histogram or file series. */
record SeriesRelation(NeptuneOptions options) implements Relation {

  private static final Set<AttributeType> TYPES =
      EnumSet.of(
          AttributeType.STRING_SERIES, AttributeType.HISTOGRAM_SERIES, AttributeType.FILE_SERIES);

  @Override
  public StructType schema() {
    return layout("").schema();
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    return FixedColumns.pushable(
        options, FixedColumns.ATTRIBUTE, FixedColumns.TYPE, FixedColumns.STEP);
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
    return PointPlanner.of(source, options, request.conditions(), TYPES, parallelism)
        .dividedByAttributes();
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    RunsPartition partition = (RunsPartition) planned;
    SelectedAttributes attributes =
        SelectedAttributes.of(options.attributes(), TYPES, request.conditions());
    NeptuneOptions read = options.within(request.conditions().steps().range());
    Function<SeriesChunk.LocatedPoint, InternalRow> row =
        layout(partition.project()).projection(request.columns());
    Iterator<SeriesChunk> chunks = SeriesChunk.chunks(source, read, partition, attributes);
    return new PagesReader<>(
        source.requestsAtOnce(),
        chunks,
        SeriesChunk.Page::bytes,
        page ->
            page.points().stream()
                .filter(p -> attributes.wants(typeOf(p.point())))
                .map(row)
                .iterator());
  }

  private RowLayout<SeriesChunk.LocatedPoint> layout(String project) {
    return FixedColumns.<SeriesChunk.LocatedPoint>layout(
            options, p -> project, SeriesChunk.LocatedPoint::name)
        .add(
            ColumnTypes.required(FixedColumns.ATTRIBUTE, DataTypes.StringType),
            p -> SparkValues.string(p.attribute()))
        .add(
            ColumnTypes.required(FixedColumns.TYPE, DataTypes.StringType),
            p -> SparkValues.string(typeOf(p.point()).userName()))
        .add(ColumnTypes.nullable(FixedColumns.STEP, DataTypes.DoubleType), p -> p.point().step())
        .add(
            ColumnTypes.nullable(FixedColumns.ABSOLUTE_TIME, DataTypes.TimestampType),
            p -> SparkValues.timestamp(p.point().timestampMillis()))
        .add(
            ColumnTypes.nullable("string_value", DataTypes.StringType),
            p -> p.point().value() instanceof String text ? SparkValues.string(text) : null)
        .add(
            ColumnTypes.nullable("histogram", ColumnTypes.HISTOGRAM),
            p -> p.point().value() instanceof Histogram h ? SparkValues.histogram(h) : null)
        .add(
            ColumnTypes.nullable(FixedColumns.FILE, ColumnTypes.FILE),
            p ->
                p.point().value() instanceof FileRef file
                    ? SparkValues.file(
                        project,
                        options.container(),
                        p.name(),
                        p.attribute(),
                        p.point().step(),
                        file)
                    : null);
  }

  private static AttributeType typeOf(SeriesPoint point) {
    if (point.value() instanceof String) {
      return AttributeType.STRING_SERIES;
    }
    return point.value() instanceof Histogram
        ? AttributeType.HISTOGRAM_SERIES
        : AttributeType.FILE_SERIES;
  }
}
