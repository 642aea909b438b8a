package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.pushdown.Conditions;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code attributes}: a row per attribute name and type in use in the selected experiments or runs.
 * Each project is one task, because no other could tell whether a name has been given already.
 */
record AttributesRelation(NeptuneOptions options) implements Relation {

  @Override
  public StructType schema() {
    return layout("").schema();
  }

  @Override
  public Map<String, PushableColumn> pushable() {
    Map<String, PushableColumn> columns =
        FixedColumns.pushable(options, FixedColumns.ATTRIBUTE, FixedColumns.TYPE);
    columns.remove(options.container().userName());
    return columns;
  }

  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofDefinitions(options, request);
  }

  /** The attributes of a project that were found while the tasks were planned. */
  private record FoundAttributes(String project, ArrayList<AttributeDefinition> attributes)
      implements InputPartition {}

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    if (source instanceof StoredPoints stored) {
      return ReadPlan.of(found(source, stored, request.conditions()));
    }
    return ReadPlan.of(
        options.projects().stream()
            .filter(request.conditions().projects()::matches)
            .map(RunsPartition::ofProject)
            .toList());
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    if (planned instanceof FoundAttributes found) {
      Function<AttributeDefinition, InternalRow> foundRow =
          layout(found.project()).projection(request.columns());
      List<AttributeDefinition> attributes = found.attributes();
      return new PagesReader<>(
          source.requestsAtOnce(),
          List.of(List.of(attributes).iterator()).iterator(),
          page -> 0,
          page -> page.stream().map(foundRow).iterator());
    }
    RunsPartition partition = (RunsPartition) planned;
    Function<AttributeDefinition, InternalRow> row =
        layout(partition.project()).projection(request.columns());
    SelectedAttributes selected = selected(request.conditions());
    Iterator<Iterator<List<AttributeDefinition>>> chunk =
        List.of(
                Iterators.map(
                    List.of(partition.project()).iterator(),
                    project -> List.copyOf(selected.inUse(source, options, project))))
            .iterator();
    return new PagesReader<>(
        source.requestsAtOnce(), chunk, page -> 0, page -> page.stream().map(row).iterator());
  }

  /** Files are read by many tasks to find these out, and there is nothing left to read. */
  private List<FoundAttributes> found(
      NeptuneSource source, StoredPoints stored, Conditions conditions) {
    SelectedAttributes selected = selected(conditions);
    return (options.isOfAllProjects() ? stored.projects() : options.projects())
        .stream()
            .filter(conditions.projects()::matches)
            .map(
                project ->
                    new FoundAttributes(
                        project, new ArrayList<>(selected.inUse(source, options, project))))
            .toList();
  }

  private SelectedAttributes selected(Conditions conditions) {
    return SelectedAttributes.of(
        options.attributes(), EnumSet.allOf(AttributeType.class), conditions);
  }

  private RowLayout<AttributeDefinition> layout(String project) {
    RowLayout<AttributeDefinition> layout = new RowLayout<>();
    if (options.hasProjectColumn()) {
      layout.add(
          ColumnTypes.required(FixedColumns.PROJECT, DataTypes.StringType),
          d -> SparkValues.string(project));
    }
    return layout
        .add(
            ColumnTypes.required(FixedColumns.ATTRIBUTE, DataTypes.StringType),
            d -> SparkValues.string(d.name()))
        .add(
            ColumnTypes.required(FixedColumns.TYPE, DataTypes.StringType),
            d -> SparkValues.string(d.type().userName()));
  }
}
