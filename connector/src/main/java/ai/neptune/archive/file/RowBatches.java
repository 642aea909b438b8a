package ai.neptune.archive.file;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
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
  private static final PrimitiveType NO_TYPE =
      new PrimitiveType(
          org.apache.parquet.schema.Type.Repetition.OPTIONAL,
          PrimitiveType.PrimitiveTypeName.INT64,
          "none");

  private final Map<String, Values> flat = new HashMap<>();
  private final Map<String, ListColumn> lists = new HashMap<>();
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
    ColumnReadStoreImpl readers =
        new ColumnReadStoreImpl(pages, ColumnTree.of(columns, converters::get), columns, createdBy);
    for (ColumnDescriptor column : columns.getColumns()) {
      batches.connect(column, readers.getColumnReader(column), columns);
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
      flat.values().forEach(column -> column.read(rows));
      lists.values().forEach(column -> column.read(rows));
    } catch (RuntimeException e) {
      throw UnreadableFileException.ofRowGroup(rowGroup, e);
    }
    return rows;
  }

  /** Run ids, attribute names or types. */
  public NameColumn names(ExportColumn column) {
    return (NameColumn)
        flat.computeIfAbsent(column.columnName(), name -> new NameColumn(batchRows));
  }

  public StepColumn steps() {
    return (StepColumn)
        flat.computeIfAbsent(
            ExportColumn.STEP.columnName(), name -> new StepColumn(batchRows, NO_TYPE));
  }

  public LongColumn longs(ExportColumn column) {
    return (LongColumn)
        flat.computeIfAbsent(column.columnName(), name -> new LongColumn(batchRows, NO_TYPE));
  }

  public DoubleColumn floats() {
    return (DoubleColumn)
        flat.computeIfAbsent(ExportColumn.FLOAT.columnName(), name -> new DoubleColumn(batchRows));
  }

  public BooleanColumn booleans() {
    return (BooleanColumn)
        flat.computeIfAbsent(ExportColumn.BOOL.columnName(), name -> new BooleanColumn(batchRows));
  }

  /** Values of strings. */
  public TextColumn strings() {
    return text(ExportColumn.STRING.columnName());
  }

  /** Paths of files. */
  public TextColumn filePaths() {
    return text(FILE_PATH);
  }

  public TextColumn histogramTypes() {
    return text(HISTOGRAM + ".type");
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

  private TextColumn text(String path) {
    return (TextColumn) flat.computeIfAbsent(path, name -> new TextColumn(batchRows));
  }

  private PrimitiveConverter converter(ColumnDescriptor column) {
    if (column.getMaxRepetitionLevel() > 0) {
      return lists.computeIfAbsent(listPath(column), name -> new ListColumn());
    }
    Values values = values(path(column), column.getPrimitiveType());
    flat.put(path(column), values);
    return values;
  }

  private Values values(String path, PrimitiveType type) {
    for (ExportColumn column : ExportColumn.values()) {
      if (column.columnName().equals(path)) {
        return switch (column) {
          case PROJECT, RUN, ATTRIBUTE, TYPE -> new NameColumn(batchRows);
          case STEP -> new StepColumn(batchRows, type);
          case TIME, INT, DATETIME -> new LongColumn(batchRows, type);
          case FLOAT -> new DoubleColumn(batchRows);
          case BOOL -> new BooleanColumn(batchRows);
          case STRING, STRING_SET, FILE, HISTOGRAM -> new TextColumn(batchRows);
        };
      }
    }
    return new TextColumn(batchRows);
  }

  private void connect(ColumnDescriptor column, ColumnReader reader, MessageType columns) {
    if (column.getMaxRepetitionLevel() > 0) {
      String[] list = listPath(column).split("\\.");
      lists.get(listPath(column)).readFrom(reader, columns.getMaxDefinitionLevel(list));
    } else {
      flat.get(path(column)).readFrom(reader);
    }
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
