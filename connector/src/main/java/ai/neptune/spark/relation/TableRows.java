package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.Container;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.ValuesQuery;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.LearnedSize;
import ai.neptune.spark.pages.ReadBudget;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.plan.ValueBytes;
import ai.neptune.spark.plan.ValuesChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.jspecify.annotations.Nullable;

/** The rows of a partition of {@code experiments} or {@code runs}, from the values of its runs. */
final class TableRows {

  private static final int MAX_RUNS_PER_CHUNK = 2_000;

  private static final String SYS_ID = "sys/id";

  /** About how many values are held until their rows are complete. */
  private static final int VALUES_PER_CHUNK = 10_000;

  /** More names than this are not sent: everything that the options select is asked for instead. */
  private static final int MAX_NAMES_TO_SEND = 500;

  private static final long BYTES_PER_ROW = 100;
  private static final long BYTES_PER_CELL = 8;

  /** A page may come to so many times its share of memory; then it is read in smaller parts. */
  private static final int MAX_EXCESS = 4;

  private final NeptuneOptions options;
  private final RunsPartition partition;
  private final List<Cell> cells;
  private final Set<AttributeDefinition> shownElsewhere;
  private final long pageBytes = ReadBudget.ofJvm().pageBytes();
  private final LearnedSize rowSize;
  private final LearnedSize valueSize;
  private final Map<String, List<Integer>> cellsByName = new HashMap<>();

  /**
   * The rows of some runs.
   *
   * @param bytes about how much memory they take
   */
  record Page(List<InternalRow> rows, long bytes) {}

  /**
   * @param columns all attributes that the table has columns of, required or not
   */
  TableRows(
      NeptuneOptions options,
      RunsPartition partition,
      List<Cell> cells,
      Set<AttributeDefinition> columns) {
    this.options = options;
    this.shownElsewhere = columns;
    this.partition = partition;
    this.cells = cells;
    List<AttributeType> types =
        cells.stream()
            .filter(cell -> cell.attribute() != null)
            .map(cell -> cell.attribute().type())
            .toList();
    long guess = types.stream().mapToLong(ValueBytes::guess).sum();
    this.rowSize = new LearnedSize(bytesOfEmptyRow() + guess);
    // The mean, so that one response has all values of the first rows.
    this.valueSize = new LearnedSize(guess / Math.max(1, types.size()));
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).attribute() != null) {
        cellsByName.computeIfAbsent(cells.get(i).shown().name(), n -> new ArrayList<>(1)).add(i);
      }
    }
  }

  /** Chunks of runs that can be read independently of each other. */
  Iterator<Chunk> chunks(NeptuneSource source) {
    int size = runsPerChunk();
    return IntStream.iterate(0, from -> from < partition.size(), from -> from + size)
        .mapToObj(from -> new Chunk(source, from, Math.min(partition.size(), from + size)))
        .iterator();
  }

  /** The rows of consecutive runs, in pages of as many runs as are expected to fit. */
  final class Chunk implements Iterator<Page> {
    private final NeptuneSource source;
    private final int end;
    private int next;

    private Chunk(NeptuneSource source, int start, int end) {
      this.source = source;
      this.next = start;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Page next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Page page = null;
      while (page == null) {
        page = read(source, next, next + rowSize.itemsIn(pageBytes, end - next));
      }
      next += page.rows().size();
      return page;
    }
  }

  private int runsPerChunk() {
    int names = Math.max(1, Math.min(cellsByName.size(), MAX_NAMES_TO_SEND));
    return Math.min(MAX_RUNS_PER_CHUNK, VALUES_PER_CHUNK / names);
  }

  /** Reads some runs; null if they turn out too large, which has been noted then. */
  private @Nullable Page read(NeptuneSource source, int from, int to) {
    Object[][] rows = new Object[to - from][];
    for (int run = from; run < to; run++) {
      rows[run - from] = emptyRow(run);
    }
    long bytes = bytesOfEmptyRow() * rows.length;
    BitSet filled = new BitSet(rows.length);
    for (ValuesQuery query : queries(from, to)) {
      ValuesChunk chunk =
          new ValuesChunk(source, partition, from, to, query, cellsByName::containsKey, valueSize);
      while (chunk.hasNext()) {
        if (rows.length > 1 && bytes > MAX_EXCESS * pageBytes) {
          rowSize.observe(rows.length, bytes);
          return null;
        }
        for (ValuesChunk.RunValue v : chunk.next().all()) {
          fill(rows[v.run() - from], v.run(), v.value());
          filled.set(v.run() - from);
          bytes += ValueBytes.of(v.value().value());
        }
      }
    }
    requireRuns(source, from, rows.length, filled);
    rowSize.observe(rows.length, bytes);
    return new Page(Arrays.stream(rows).<InternalRow>map(GenericInternalRow::new).toList(), bytes);
  }

  /**
   * A run without any value may be gone since it was planned: a row of nulls would be all that is
   * left of it.
   *
   * @param filled which of the runs have a value
   */
  private void requireRuns(NeptuneSource source, int from, int count, BitSet filled) {
    if (cellsByName.isEmpty() || filled.cardinality() == count) {
      return;
    }
    BitSet missing = new BitSet(count);
    missing.flip(0, count);
    missing.andNot(filled);
    List<RunIdentifier> doubted =
        missing.stream().mapToObj(run -> partition.id(from + run)).toList();
    for (ValuesQuery query :
        RequestBatches.ofValues(partition.project(), doubted, List.of(SYS_ID))) {
      ValuesChunk chunk =
          new ValuesChunk(source, partition, from, from + count, query, SYS_ID::equals, valueSize);
      chunk.forEachRemaining(page -> page.all().forEach(v -> missing.clear(v.run() - from)));
    }
    if (!missing.isEmpty()) {
      int gone = from + missing.nextSetBit(0);
      throw new UnexpectedResponseException(
          "%s '%s' (%s) is gone: it was deleted after this read had been planned. Load the table again."
              .formatted(
                  options.container() == Container.RUN ? "Run" : "Experiment",
                  partition.name(gone),
                  partition.id(gone)));
    }
  }

  private long bytesOfEmptyRow() {
    return BYTES_PER_ROW + BYTES_PER_CELL * cells.size();
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
      Object shown = shown(value, cells.get(place).shown().type(), run);
      if (shown != null) {
        row[place] = shown;
        placed = true;
      }
    }
    if (!placed && !places.isEmpty() && isWanted(value.definition())) {
      throw changedType(
          value.definition(),
          "%s '%s'".formatted(options.container().userName(), partition.name(run)),
          partition.project(),
          cells.get(places.get(0)).shown().type());
    }
  }

  /** What a column of a type shows of a value; null if it cannot. */
  private @Nullable Object shown(AttributeValue value, AttributeType columnType, int run) {
    if (columnType == value.type()) {
      return SparkValues.attribute(
          value, partition.project(), options.container(), partition.name(run));
    }
    // Where both are in use, a server may list only one of them (docs/protocol.md, 4.3).
    boolean isIntAmongFloats =
        columnType == AttributeType.FLOAT
            && value.type() == AttributeType.INT
            && !options.table().typeSuffix();
    if (isIntAmongFloats && (long) (double) (Long) value.value() == (Long) value.value()) {
      return ((Long) value.value()).doubleValue();
    }
    return null;
  }

  /** Whether a value that no required column shows is missing in the table. */
  private boolean isWanted(AttributeDefinition definition) {
    return (options.attributes().types().isEmpty()
            || options.attributes().types().contains(definition.type()))
        && !shownElsewhere.contains(definition);
  }

  static ConflictingAttributeTypesException changedType(
      AttributeDefinition found, String where, String project, AttributeType columnType) {
    return new ConflictingAttributeTypesException(
        "Attribute '%s' of %s in project '%s' is of type %s, but its column is of type %s, as the"
                .formatted(
                    found.name(), where, project, found.type().userName(), columnType.userName())
            + " attribute was when the table was loaded. Load it again; if the error persists,"
            + " choose one type with the option 'attributeTypes', or read the relation"
            + " 'attribute_values', which holds both.");
  }
}
