package ai.neptune.spark.relation;

import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.ValuesQuery;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.plan.ValuesChunk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** The rows of a partition of {@code experiments} or {@code runs}, from the values of its runs. */
final class TableRows {

  private static final int MAX_RUNS_PER_CHUNK = 2_000;

  /** About how many values are held until their rows are complete. */
  private static final int VALUES_PER_CHUNK = 10_000;

  /** More names than this are not sent: everything that the options select is asked for instead. */
  private static final int MAX_NAMES_TO_SEND = 500;

  private final NeptuneOptions options;
  private final RunsPartition partition;
  private final List<Cell> cells;
  private final Map<String, List<Integer>> cellsByName = new HashMap<>();

  TableRows(NeptuneOptions options, RunsPartition partition, List<Cell> cells) {
    this.options = options;
    this.partition = partition;
    this.cells = cells;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).attribute() != null) {
        cellsByName
            .computeIfAbsent(cells.get(i).attribute().name(), n -> new ArrayList<>(1))
            .add(i);
      }
    }
  }

  /** Chunks of runs that can be read independently of each other; each is one page of rows. */
  Iterator<Iterator<List<InternalRow>>> chunks(NeptuneSource source) {
    int size = runsPerChunk();
    return IntStream.iterate(0, from -> from < partition.size(), from -> from + size)
        .mapToObj(from -> lazily(source, from, Math.min(partition.size(), from + size)))
        .iterator();
  }

  private Iterator<List<InternalRow>> lazily(NeptuneSource source, int from, int to) {
    return Iterators.map(List.of(from).iterator(), start -> read(source, start, to));
  }

  private int runsPerChunk() {
    int names = Math.max(1, Math.min(cellsByName.size(), MAX_NAMES_TO_SEND));
    return Math.min(MAX_RUNS_PER_CHUNK, VALUES_PER_CHUNK / names);
  }

  private List<InternalRow> read(NeptuneSource source, int from, int to) {
    Object[][] rows = new Object[to - from][];
    for (int run = from; run < to; run++) {
      rows[run - from] = emptyRow(run);
    }
    for (ValuesQuery query : queries(from, to)) {
      ValuesChunk chunk = new ValuesChunk(source, partition, from, to, query, name -> true);
      while (chunk.hasNext()) {
        chunk.next().forEach(v -> fill(rows[v.run() - from], v.run(), v.value()));
      }
    }
    List<InternalRow> result = new ArrayList<>(rows.length);
    for (Object[] row : rows) {
      result.add(new GenericInternalRow(row));
    }
    return result;
  }

  private Object[] emptyRow(int run) {
    return cells.stream()
        .map(
            cell ->
                switch (cell.content()) {
                  case PROJECT -> SparkValues.string(partition.project());
                  case NAME -> SparkValues.string(partition.name(run));
                  default -> null;
                })
        .toArray();
  }

  private List<ValuesQuery> queries(int from, int to) {
    List<RunIdentifier> runs = partition.ids().subList(from, to);
    if (cellsByName.size() <= MAX_NAMES_TO_SEND) {
      return RequestBatches.ofValues(partition.project(), runs, List.copyOf(cellsByName.keySet()));
    }
    SelectedAttributes selected =
        SelectedAttributes.of(options.attributes(), EnumSet.allOf(AttributeType.class));
    List<ValuesQuery> queries = new ArrayList<>();
    for (NameFilter names : selected.names()) {
      queries.add(
          ValuesQuery.matching(partition.project(), runs, names, options.attributes().types()));
    }
    return queries;
  }

  private void fill(Object[] row, int run, AttributeValue value) {
    List<Integer> places = cellsByName.getOrDefault(value.name(), List.of());
    boolean placed = false;
    for (int place : places) {
      if (cells.get(place).attribute().type() == value.type()) {
        row[place] =
            SparkValues.attribute(
                value, partition.project(), options.container(), partition.name(run));
        placed = true;
      }
    }
    boolean wanted =
        options.attributes().types().isEmpty()
            || options.attributes().types().contains(value.type());
    if (!placed && !places.isEmpty() && wanted && !options.table().typeSuffix()) {
      throw new ConflictingAttributeTypesException(
          "Attribute '%s' of %s '%s' in project '%s' is of type %s, but its column is of type %s: it"
                  .formatted(
                      value.name(),
                      options.container().userName(),
                      partition.name(run),
                      partition.project(),
                      value.type().userName(),
                      cells.get(places.get(0)).attribute().type().userName())
              + " has changed since the table was loaded. Load it again.");
    }
  }
}
