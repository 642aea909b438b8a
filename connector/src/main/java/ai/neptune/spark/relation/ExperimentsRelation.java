package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** {@code experiments} and {@code runs}: a row per experiment or run, a column per attribute. */
record ExperimentsRelation(NeptuneOptions options, List<AttributeColumn> columns)
    implements Relation {

  /** The table of the attributes in use; the server is asked for them. */
  static ExperimentsRelation of(
      NeptuneSource source, NeptuneOptions options, boolean caseSensitive) {
    Set<AttributeType> types = EnumSet.allOf(AttributeType.class);
    Set<String> fixed = Set.of(FixedColumns.schema(options).fieldNames());
    return new ExperimentsRelation(
        options, AttributeColumns.inUse(source, options, types, fixed, caseSensitive));
  }

  @Override
  public StructType schema() {
    StructType schema = FixedColumns.schema(options);
    for (AttributeColumn column : columns) {
      schema = schema.add(column.columnName(), ColumnTypes.of(column.attribute().type()));
    }
    return schema;
  }

  @Override
  public List<RunsPartition> plan(NeptuneSource source, StructType required, int parallelism) {
    List<FoundRun> runs = new RunSearch(source, options).findSorted(options.table());
    return ValuesPlanner.plan(runs, required.size() + 1L, parallelism);
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, StructType required) {
    RunsPartition partition = (RunsPartition) planned;
    TableRows rows = new TableRows(options, partition, cells(required));
    return new PagesReader<>(rows.chunks(source), page -> page.iterator());
  }

  /** What fills each required column, in their order. */
  private List<TableRows.Cell> cells(StructType required) {
    Map<String, AttributeColumn> byName =
        columns.stream()
            .collect(Collectors.toMap(AttributeColumn::columnName, Function.identity()));
    return Arrays.stream(required.fieldNames())
        .map(
            name -> {
              AttributeColumn column = byName.get(name);
              if (column != null) {
                return TableRows.Cell.of(column.attribute());
              }
              return name.equals(nameColumn()) ? TableRows.Cell.NAME : TableRows.Cell.PROJECT;
            })
        .toList();
  }

  private String nameColumn() {
    return options.container().userName();
  }
}
