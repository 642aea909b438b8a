package ai.neptune.archive.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The rows of a row group in batches of columns. The columns of one batch hold until the next is
 * read. A column that was not asked for, or that the file does not have, has no value in any row.
 */
public final class RowBatches {

  /** How many rows a batch has at the most. */
  static final int SIZE = 4096;

  private static final String FILE_PATH = ExportColumn.FILE.columnName() + ".path";
  private static final String HISTOGRAM = ExportColumn.HISTOGRAM.columnName();
  private static final String HISTOGRAM_TYPE = HISTOGRAM + ".type";
  private static final PrimitiveType NO_TYPE =
      new PrimitiveType(
          org.apache.parquet.schema.Type.Repetition.OPTIONAL,
          PrimitiveType.PrimitiveTypeName.INT64,
          "none");

  /** Looked at for every row, so not by names. Of a group, the column that has one value a row. */
  private final Map<ExportColumn, Values> flat = new EnumMap<>(ExportColumn.class);

  private final Map<String, ListColumn> lists = new HashMap<>();
  private final List<FlatColumn> read = new ArrayList<>();
  private final int rowGroup;

  /** Most row groups of small files are smaller than a batch. */
  private final int batchRows;

  private long left;

  private RowBatches(int rowGroup, long rows) {
    this.rowGroup = rowGroup;
    this.batchRows = (int) Math.min(SIZE, rows);
    this.left = rows;
  }

  static RowBatches of(int rowGroup, PageReadStore pages, MessageType columns, String createdBy) {
    RowBatches batches = new RowBatches(rowGroup, pages.getRowCount());
    Map<String, PrimitiveConverter> converters = new HashMap<>();
    for (ColumnDescriptor column : columns.getColumns()) {
      converters.put(path(column), batches.converter(column));
    }
    ColumnTree tree = ColumnTree.of(columns, converters::get);
    for (ColumnDescriptor column : columns.getColumns()) {
      PageReader ofColumn = pages.getPageReader(column);
      Function<PageReader, ColumnReader> parquet =
          some ->
              new ColumnReadStoreImpl(
                      new ColumnPages(pages.getRowCount(), Map.of(column, some)),
                      tree,
                      columns,
                      createdBy)
                  .getColumnReader(column);
      if (converters.get(path(column)) instanceof Values values) {
        batches.read.add(new FlatColumn(column, ofColumn, values, parquet));
      } else {
        String[] list = listPath(column).split("\\.");
        batches
            .lists
            .get(listPath(column))
            .readFrom(parquet.apply(ofColumn), columns.getMaxDefinitionLevel(list));
      }
    }
    return batches;
  }

  /**
   * Reads the next rows; how many they are, 0 at the end.
   *
   * @throws UnreadableFileException if the pages are not as they were written
   */
  public int next() throws UnreadableFileException {
    int rows = (int) Math.min(batchRows, left);
    left -= rows;
    try {
      read.forEach(column -> column.read(rows));
      lists.values().forEach(column -> column.read(rows));
    } catch (RuntimeException e) {
      throw UnreadableFileException.ofRowGroup(rowGroup, e);
    }
    return rows;
  }

  /** Run ids, attribute names or types. */
  public NameColumn names(ExportColumn column) {
    return (NameColumn) flat(column);
  }

  public StepColumn steps() {
    return (StepColumn) flat(ExportColumn.STEP);
  }

  public LongColumn longs(ExportColumn column) {
    return (LongColumn) flat(column);
  }

  public DoubleColumn floats() {
    return (DoubleColumn) flat(ExportColumn.FLOAT);
  }

  public BooleanColumn booleans() {
    return (BooleanColumn) flat(ExportColumn.BOOL);
  }

  /** Values of strings. */
  public TextColumn strings() {
    return (TextColumn) flat(ExportColumn.STRING);
  }

  /** Paths of files. */
  public TextColumn filePaths() {
    return (TextColumn) flat(ExportColumn.FILE);
  }

  public TextColumn histogramTypes() {
    return (TextColumn) flat(ExportColumn.HISTOGRAM);
  }

  public ListColumn histogramEdges() {
    return lists.computeIfAbsent(HISTOGRAM + ".edges", name -> new ListColumn());
  }

  public ListColumn histogramValues() {
    return lists.computeIfAbsent(HISTOGRAM + ".values", name -> new ListColumn());
  }

  public ListColumn stringSets() {
    return lists.computeIfAbsent(ExportColumn.STRING_SET.columnName(), name -> new ListColumn());
  }

  private Values flat(ExportColumn column) {
    Values values = flat.get(column);
    if (values == null) {
      values = values(column, NO_TYPE);
      flat.put(column, values);
    }
    return values;
  }

  private PrimitiveConverter converter(ColumnDescriptor descriptor) {
    if (descriptor.getMaxRepetitionLevel() > 0) {
      return lists.computeIfAbsent(listPath(descriptor), name -> new ListColumn());
    }
    for (ExportColumn column : ExportColumn.values()) {
      if (path(column).equals(path(descriptor))) {
        Values values = values(column, descriptor.getPrimitiveType());
        flat.put(column, values);
        return values;
      }
    }
    return new TextColumn(batchRows);
  }

  private Values values(ExportColumn column, PrimitiveType type) {
    return switch (column) {
      case PROJECT, RUN, ATTRIBUTE, TYPE -> new NameColumn(batchRows);
      case STEP -> new StepColumn(batchRows, type);
      case TIME, INT, DATETIME -> new LongColumn(batchRows, type);
      case FLOAT -> new DoubleColumn(batchRows, type);
      case BOOL -> new BooleanColumn(batchRows);
      case STRING, STRING_SET, FILE, HISTOGRAM -> new TextColumn(batchRows);
    };
  }

  private static String path(ExportColumn column) {
    return switch (column) {
      case FILE -> FILE_PATH;
      case HISTOGRAM -> HISTOGRAM_TYPE;
      default -> column.columnName();
    };
  }

  private static String path(ColumnDescriptor column) {
    return String.join(".", column.getPath());
  }

  /** The path of the list whose elements a column holds: two levels above them. */
  private static String listPath(ColumnDescriptor column) {
    String[] path = column.getPath();
    return path[0].equals(HISTOGRAM) ? path[0] + "." + path[1] : path[0];
  }
}
