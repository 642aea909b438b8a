package ai.neptune.spark.relation;

import static ai.neptune.spark.columns.ColumnTypes.nullable;
import static ai.neptune.spark.columns.ColumnTypes.required;

import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.FloatSeriesSummary;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunSearch;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.plan.ValuesChunk;
import ai.neptune.spark.plan.ValuesPlanner;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.EnumSet;
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
 * The relations with a row per attribute of an experiment or run: {@code attribute_values} and
 * {@code metric_summaries}.
 */
record ValuesRelation(NeptuneOptions options, Kind kind) implements Relation {

  /** How many attributes a run has is unknown before they are read; any guess balances equally. */
  private static final long VALUES_PER_RUN = 100;

  private static final Set<AttributeType> FILES =
      EnumSet.of(AttributeType.FILE, AttributeType.FILE_SET, AttributeType.ARTIFACT);

  /** Which attributes have a row. */
  enum Kind {
    SINGLE_VALUES,
    FLOAT_SERIES_SUMMARIES;

    private Set<AttributeType> types() {
      return this == SINGLE_VALUES
          ? EnumSet.of(
              AttributeType.INT,
              AttributeType.FLOAT,
              AttributeType.STRING,
              AttributeType.BOOL,
              AttributeType.DATETIME,
              AttributeType.STRING_SET,
              AttributeType.FILE,
              AttributeType.FILE_SET,
              AttributeType.ARTIFACT)
          : EnumSet.of(AttributeType.FLOAT_SERIES);
    }
  }

  @Override
  public StructType schema() {
    return layout("").schema();
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    return kind == Kind.SINGLE_VALUES
        ? FixedColumns.pushable(options, FixedColumns.ATTRIBUTE, FixedColumns.TYPE)
        : FixedColumns.pushable(options, FixedColumns.ATTRIBUTE);
  }

  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofAttributes(source, options, request);
  }

  @Override
  public boolean inheritsPoints(ReadRequest request) {
    return kind == Kind.FLOAT_SERIES_SUMMARIES;
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    List<FoundRun> found = new RunSearch(source, options, request.conditions()).find();
    return ReadPlan.of(found, runs -> ValuesPlanner.plan(runs, VALUES_PER_RUN, parallelism));
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    RunsPartition partition = (RunsPartition) planned;
    Function<Named<AttributeValue>, InternalRow> row =
        layout(partition.project()).projection(request.columns());
    SelectedAttributes selected =
        SelectedAttributes.of(options.attributes(), kind.types(), request.conditions());
    return new PagesReader<>(
        source.requestsAtOnce(),
        selected.values(source, partition),
        ValuesChunk.Values::bytes,
        page ->
            page.all().stream()
                .map(v -> row.apply(new Named<>(partition.name(v.run()), v.value())))
                .iterator());
  }

  private RowLayout<Named<AttributeValue>> layout(String project) {
    RowLayout<Named<AttributeValue>> layout =
        FixedColumns.<Named<AttributeValue>>layout(options, v -> project, Named::name)
            .add(
                required(FixedColumns.ATTRIBUTE, DataTypes.StringType),
                v -> SparkValues.string(v.item().name()));
    return kind == Kind.SINGLE_VALUES ? withValues(layout, project) : withSummaries(layout);
  }

  private RowLayout<Named<AttributeValue>> withValues(
      RowLayout<Named<AttributeValue>> layout, String project) {
    return layout
        .add(
            required(FixedColumns.TYPE, DataTypes.StringType),
            v -> SparkValues.string(v.item().type().userName()))
        .add(nullable("int_value", DataTypes.LongType), ofType(AttributeType.INT, project))
        .add(nullable("float_value", DataTypes.DoubleType), ofType(AttributeType.FLOAT, project))
        .add(nullable("string_value", DataTypes.StringType), ofType(AttributeType.STRING, project))
        .add(nullable("bool_value", DataTypes.BooleanType), ofType(AttributeType.BOOL, project))
        .add(
            nullable("datetime_value", DataTypes.TimestampType),
            ofType(AttributeType.DATETIME, project))
        .add(
            nullable("string_set_value", ColumnTypes.of(AttributeType.STRING_SET)),
            ofType(AttributeType.STRING_SET, project))
        .add(nullable(FixedColumns.FILE, ColumnTypes.FILE), files(project));
  }

  private Function<Named<AttributeValue>, Object> files(String project) {
    return v -> FILES.contains(v.item().type()) ? value(v, project) : null;
  }

  private Function<Named<AttributeValue>, Object> ofType(AttributeType type, String project) {
    return v -> v.item().type() == type ? value(v, project) : null;
  }

  private @Nullable Object value(Named<AttributeValue> v, String project) {
    return SparkValues.attribute(v.item(), project, options.container(), v.name());
  }

  private static RowLayout<Named<AttributeValue>> withSummaries(
      RowLayout<Named<AttributeValue>> layout) {
    return layout
        .add(nullable("last_step", DataTypes.DoubleType), summary(FloatSeriesSummary::lastStep))
        .add(nullable("last", DataTypes.DoubleType), summary(FloatSeriesSummary::last))
        .add(nullable("min", DataTypes.DoubleType), summary(FloatSeriesSummary::min))
        .add(nullable("max", DataTypes.DoubleType), summary(FloatSeriesSummary::max))
        .add(nullable("average", DataTypes.DoubleType), summary(FloatSeriesSummary::average))
        .add(nullable("variance", DataTypes.DoubleType), summary(FloatSeriesSummary::variance))
        .add(
            nullable("has_preview", DataTypes.BooleanType),
            summary(FloatSeriesSummary::hasPreview));
  }

  private static Function<Named<AttributeValue>, Object> summary(
      Function<FloatSeriesSummary, Object> field) {
    return v -> field.apply((FloatSeriesSummary) v.item().value());
  }
}
