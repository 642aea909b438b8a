package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.options.NeptuneOptions;
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
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code metrics} with {@code layout=wide}: a row per experiment or run and step, a column per
 * attribute. All series of a run are read together, whatever columns a query needs: any of them may
 * be why a row exists.
 */
record WideMetricsRelation(NeptuneOptions options, List<AttributeColumns.Column> columns)
    implements Relation {

  private static final Set<AttributeType> TYPES = Set.of(AttributeType.FLOAT_SERIES);

  /** The table of the float series in use; the server is asked for them. */
  static WideMetricsRelation of(
      NeptuneSource source, NeptuneOptions options, boolean caseSensitive) {
    Set<String> fixed = Set.of(fixedSchema(options).fieldNames());
    return new WideMetricsRelation(
        options, AttributeColumns.inUse(source, options, TYPES, fixed, caseSensitive));
  }

  private static StructType fixedSchema(NeptuneOptions options) {
    return FixedColumns.schema(options)
        .add(ColumnTypes.nullable(FixedColumns.STEP, DataTypes.DoubleType));
  }

  @Override
  public StructType schema() {
    StructType schema = fixedSchema(options);
    for (AttributeColumns.Column column : columns) {
      schema = schema.add(column.columnName(), DataTypes.DoubleType);
    }
    return schema;
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    return FixedColumns.pushable(options, FixedColumns.STEP);
  }

  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofSteps(source, options, request);
  }

  @Override
  public boolean inheritsPoints(ReadRequest request) {
    return options.inheritsPoints();
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    return PointPlanner.of(source, options, request.conditions(), TYPES, parallelism).wholeRuns();
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    RunsPartition partition = (RunsPartition) planned;
    NeptuneOptions read = options.within(request.conditions().steps().range());
    SeriesToRead series =
        SeriesToRead.of(source, partition, SelectedAttributes.of(options.attributes(), TYPES));
    WideRows.Columns shown = WideRows.Columns.of(Cell.of(request.columns(), columns, options));
    int maxPoints = PageSize.ofJvm().maxPoints();
    Iterator<WideRows> runs =
        IntStream.range(0, partition.size())
            .mapToObj(
                run ->
                    new WideRows(
                        source, read, partition, run, series.attributes(run), shown, maxPoints))
            .iterator();
    return new PagesReader<>(
        source.requestsAtOnce(), runs, WideRows.Page::bytes, page -> page.rows().iterator());
  }
}
