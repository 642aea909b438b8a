package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.FileRef;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesPoint;
import ai.neptune.client.StepRange;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.PointPlanner;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** {@code files}: a row per file, single or in a series. */
record FilesRelation(NeptuneOptions options) implements Relation {

  private static final Set<AttributeType> SINGLE =
      EnumSet.of(AttributeType.FILE, AttributeType.FILE_SET, AttributeType.ARTIFACT);
  private static final Set<AttributeType> SERIES = Set.of(AttributeType.FILE_SERIES);

  @Override
  public StructType schema() {
    return layout("").schema();
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
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    return PointPlanner.of(source, options, request.conditions(), SERIES, parallelism)
        .dividedByAttributes();
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    RunsPartition partition = (RunsPartition) planned;
    Function<FileItem, InternalRow> row = layout(partition.project()).projection(request.columns());
    SelectedAttributes single =
        SelectedAttributes.of(options.attributes(), SINGLE, request.conditions());
    SelectedAttributes series =
        SelectedAttributes.of(options.attributes(), SERIES, request.conditions());
    // Which series there are is asked while single files are read.
    List<Supplier<Iterator<Iterator<Page>>>> kinds = new ArrayList<>();
    if (!request.conditions().steps().ofSeriesOnly()) {
      kinds.add(() -> singleFiles(source, partition, single));
    }
    kinds.add(() -> filesOfSeries(source, partition, series, request.conditions().steps().range()));
    Iterator<Iterator<Page>> chunks =
        Iterators.concat(Iterators.map(kinds.iterator(), Supplier::get));
    return new PagesReader<>(
        source.requestsAtOnce(),
        chunks,
        Page::bytes,
        page -> page.files().stream().map(row).iterator());
  }

  /** The single files of a run that several tasks share by attributes are read by the first. */
  private static Iterator<Iterator<Page>> singleFiles(
      NeptuneSource source, RunsPartition partition, SelectedAttributes selected) {
    if (selected.isEmpty() || !partition.isFirstSlice()) {
      return Collections.emptyIterator();
    }
    return Iterators.map(
        selected.values(source, partition),
        chunk ->
            Iterators.map(
                chunk,
                page ->
                    new Page(
                        page.all().stream()
                            .map(v -> FileItem.of(partition.name(v.run()), v.value()))
                            .toList(),
                        page.bytes())));
  }

  private Iterator<Iterator<Page>> filesOfSeries(
      NeptuneSource source, RunsPartition partition, SelectedAttributes selected, StepRange steps) {
    if (selected.isEmpty()) {
      return Collections.emptyIterator();
    }
    return Iterators.map(
        SeriesChunk.chunks(source, options.within(steps), partition, selected),
        chunk ->
            Iterators.map(
                chunk,
                page ->
                    new Page(
                        page.points().stream().filter(FileItem::isFile).map(FileItem::of).toList(),
                        page.bytes())));
  }

  private RowLayout<FileItem> layout(String project) {
    return FixedColumns.<FileItem>layout(options, f -> project, FileItem::name)
        .add(
            ColumnTypes.required(FixedColumns.ATTRIBUTE, DataTypes.StringType),
            f -> SparkValues.string(f.attribute))
        .add(ColumnTypes.nullable(FixedColumns.STEP, DataTypes.DoubleType), FileItem::step)
        .add(
            ColumnTypes.nullable(FixedColumns.ABSOLUTE_TIME, DataTypes.TimestampType),
            f -> SparkValues.timestamp(f.timestampMillis))
        .add(
            ColumnTypes.nullable(FixedColumns.FILE, ColumnTypes.FILE),
            f ->
                SparkValues.file(
                    project, options.container(), f.name, f.attribute, f.step, f.file));
  }

  /**
   * Some files.
   *
   * @param bytes about how much memory they take
   */
  private record Page(List<FileItem> files, long bytes) {}

  /** A file, and whose it is; without step and time if it stands alone. */
  private record FileItem(
      String name,
      String attribute,
      @Nullable Double step,
      @Nullable Long timestampMillis,
      FileRef file) {

    static FileItem of(String name, AttributeValue value) {
      return new FileItem(name, value.name(), null, null, (FileRef) value.value());
    }

    static boolean isFile(SeriesChunk.LocatedPoint located) {
      return located.point().value() instanceof FileRef;
    }

    static FileItem of(SeriesChunk.LocatedPoint located) {
      SeriesPoint point = located.point();
      return new FileItem(
          located.name(),
          located.attribute(),
          point.step(),
          point.timestampMillis(),
          (FileRef) point.value());
    }
  }
}
