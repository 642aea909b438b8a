package ai.neptune.spark.relation;

import ai.neptune.archive.check.RunReport;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.spark.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code archive_check}: a row per run of an archive, with what was found of it and what Neptune
 * had counted (docs/archives.md, "Is the export whole?"). The archive is read while the read is
 * planned, by tasks of its own; what they find is small.
 */
record ArchiveCheckRelation(NeptuneOptions options) implements Relation {

  private static final int ROWS_PER_PARTITION = 10_000;
  private static final ArrayType STRINGS = DataTypes.createArrayType(DataTypes.StringType, false);
  private static final MapType COUNTS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false);

  @Override
  public StructType schema() {
    return layout().schema();
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    return Map.of();
  }

  /** Runs are not counted: a search would refuse the very archives that are to be checked. */
  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofDefinitions(options, request);
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    List<RunReport> reports =
        Sources.checkArchive(options).stream()
            .filter(
                report ->
                    options.isOfAllProjects() || options.projects().contains(report.project()))
            .toList();
    List<ReportsPartition> partitions = new ArrayList<>();
    for (int from = 0; from < reports.size(); from += ROWS_PER_PARTITION) {
      int to = Math.min(from + ROWS_PER_PARTITION, reports.size());
      partitions.add(new ReportsPartition(new ArrayList<>(reports.subList(from, to))));
    }
    return ReadPlan.of(partitions);
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    Function<RunReport, InternalRow> row = layout().projection(request.columns());
    List<RunReport> reports = ((ReportsPartition) planned).reports();
    return new PagesReader<>(
        source.requestsAtOnce(),
        List.of(List.of(reports).iterator()).iterator(),
        page -> 0,
        page -> page.stream().map(row).iterator());
  }

  private RowLayout<RunReport> layout() {
    return FixedColumns.<RunReport>layout(options, RunReport::project, RunReport::run)
        .add(column("experiment", DataTypes.StringType), r -> SparkValues.string(r.experiment()))
        .add(
            ColumnTypes.required("status", DataTypes.StringType),
            r -> SparkValues.string(r.status().name().toLowerCase(Locale.ROOT)))
        .add(ColumnTypes.required("problems", STRINGS), r -> strings(r.problems()))
        .add(column("generation", DataTypes.IntegerType), RunReport::generation)
        .add(ColumnTypes.required("parts", DataTypes.IntegerType), RunReport::parts)
        .add(ColumnTypes.required("bytes", DataTypes.LongType), RunReport::bytes)
        .add(ColumnTypes.required("attributes_found", COUNTS), r -> counts(r.found()))
        .add(ColumnTypes.required("attributes_counted", COUNTS), r -> counts(r.counted()))
        .add(ColumnTypes.required("points_found", DataTypes.LongType), RunReport::pointsFound)
        .add(column("points_counted", DataTypes.LongType), RunReport::pointsCounted)
        .add(
            column("missing_parent", DataTypes.StringType),
            r -> SparkValues.string(r.missingParent()))
        .add(ColumnTypes.required("files", DataTypes.LongType), RunReport::files)
        .add(ColumnTypes.required("files_missing", DataTypes.LongType), RunReport::filesMissing)
        .add(ColumnTypes.required("files_shared", DataTypes.LongType), RunReport::filesShared)
        .add(ColumnTypes.required("errors", STRINGS), r -> strings(r.errors()));
  }

  private static StructField column(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  private static GenericArrayData strings(List<String> texts) {
    return new GenericArrayData(texts.stream().map(SparkValues::string).toArray());
  }

  private static ArrayBasedMapData counts(Map<String, Long> counts) {
    return new ArrayBasedMapData(
        strings(List.copyOf(counts.keySet())), new GenericArrayData(counts.values().toArray()));
  }

  /** Reports of some runs. */
  private record ReportsPartition(ArrayList<RunReport> reports) implements InputPartition {}
}
