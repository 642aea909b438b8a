package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SystemAttributes;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.PagesReader;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.OtherTypes;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RowEstimate;
import ai.neptune.spark.plan.RunSearch;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.ValuesPlanner;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.ReadRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** {@code experiments} and {@code runs}: a row per experiment or run, a column per attribute. */
record ExperimentsRelation(NeptuneOptions options, List<AttributeColumns.Column> columns)
    implements Relation {

  /** The table of the attributes in use; the server is asked for them. */
  static ExperimentsRelation of(
      NeptuneSource source, NeptuneOptions options, boolean caseSensitive) {
    Set<AttributeType> types = EnumSet.allOf(AttributeType.class);
    Set<String> fixed = Set.of(FixedColumns.schema(options).fieldNames());
    new RunSearch(source, options).requireOrder();
    return new ExperimentsRelation(
        options, AttributeColumns.inUse(source, options, types, fixed, caseSensitive));
  }

  @Override
  public StructType schema() {
    StructType schema = FixedColumns.schema(options);
    for (AttributeColumns.Column column : columns) {
      schema = schema.add(column.columnName(), ColumnTypes.of(column.attribute().type()));
    }
    return schema;
  }

  /** With a limit no predicate may be pushed: it would choose among other rows. */
  @Override
  public Map<String, PushableColumn> pushable() {
    if (options.table().limit() != null) {
      return Map.of();
    }
    Map<String, PushableColumn> pushable = FixedColumns.pushable(options);
    // Over all projects a server knows of system attributes alone (docs/protocol.md, 4.2).
    boolean knowsAll = !options.isOfAllProjects() || options.connection().isOfArchive();
    for (AttributeColumns.Column column : columns) {
      if (knowsAll || SystemAttributes.includes(column.attribute().name())) {
        pushable.put(column.columnName(), PushableColumn.ofValue(column.attribute()));
      }
    }
    return pushable;
  }

  @Override
  public boolean hasRowPerRun() {
    return true;
  }

  @Override
  public RowEstimate estimate(NeptuneSource source, ReadRequest request) {
    return RowEstimate.ofTable(source, options, request);
  }

  @Override
  public boolean inheritsPoints(ReadRequest request) {
    Set<String> read = Set.of(request.columns().fieldNames());
    return columns.stream()
        .anyMatch(c -> c.attribute().type().isSeries() && read.contains(c.columnName()));
  }

  @Override
  public ReadPlan plan(NeptuneSource source, ReadRequest request, int parallelism) {
    requireUnchangedTypes(source, request);
    RunSearch search = new RunSearch(source, options, request.conditions());
    if (request.countsOnly()) {
      return ReadPlan.of(List.of(new CountedRows(search.count())));
    }
    List<FoundRun> found = search.findSorted(options.table(), request.first());
    long valuesPerRun = request.columns().size() + 1L;
    return ReadPlan.of(found, runs -> ValuesPlanner.plan(runs, valuesPerRun, parallelism));
  }

  /**
   * A condition on an attribute finds no run in which it is of another type by now; without the
   * condition, reading that run would be an error, and so it is with it.
   */
  private void requireUnchangedTypes(NeptuneSource source, ReadRequest request) {
    if (options.table().typeSuffix() || options.isOfAllProjects()) {
      return;
    }
    Set<String> required = Set.of(request.columns().fieldNames());
    List<AttributeDefinition> filtered =
        columns.stream()
            .filter(column -> required.contains(column.columnName()))
            .map(AttributeColumns.Column::attribute)
            .filter(
                attribute ->
                    request.conditions().runs().stream().anyMatch(nql -> nql.names(attribute)))
            .toList();
    if (filtered.isEmpty()) {
      return;
    }
    for (String project : options.projects()) {
      OtherTypes.changed(source, options, project, filtered).stream()
          .findFirst()
          .ifPresent(
              changed -> {
                throw TableRows.changedType(
                    changed,
                    "some %ss".formatted(options.container().userName()),
                    project,
                    typeOf(filtered, changed.name()));
              });
    }
  }

  private static AttributeType typeOf(List<AttributeDefinition> attributes, String name) {
    return attributes.stream()
        .filter(attribute -> attribute.name().equals(name))
        .findFirst()
        .orElseThrow()
        .type();
  }

  @Override
  public PartitionReader<InternalRow> rows(
      NeptuneSource source, InputPartition planned, ReadRequest request) {
    if (planned instanceof CountedRows counted) {
      return counted.rows();
    }
    RunsPartition partition = (RunsPartition) planned;
    TableRows rows =
        new TableRows(
            options,
            partition,
            Cell.of(request.columns(), columns, options),
            columns.stream().map(AttributeColumns.Column::attribute).collect(Collectors.toSet()));
    return new PagesReader<>(
        source.requestsAtOnce(),
        rows.chunks(source),
        TableRows.Page::bytes,
        page -> page.rows().iterator());
  }
}
