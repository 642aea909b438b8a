package ai.neptune.spark.examples;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;

/** Rows as a table of text that fits a terminal: columns and rows that do not are counted. */
final class TextTable {

  private static final int WIDTH = 100;
  private static final int CELL_WIDTH = 56;
  private static final String GAP = "  ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final List<String> names;
  private final List<List<String>> rows;
  private final boolean[] right;

  private TextTable(List<String> names, List<Row> rows) {
    this.names = names;
    this.rows = rows.stream().map(TextTable::cells).collect(Collectors.toList());
    this.right = new boolean[names.size()];
    for (int column = 0; column < right.length; column++) {
      int at = column;
      right[column] = rows.stream().map(row -> row.get(at)).anyMatch(Number.class::isInstance);
    }
  }

  /** Prints at most {@code maxRows} rows of the query, which is evaluated once. */
  static void print(Dataset<Row> query, int maxRows, PrintStream out) {
    List<Row> rows = query.limit(maxRows + 1).collectAsList();
    List<Row> shown = rows.subList(0, Math.min(maxRows, rows.size()));
    new TextTable(Arrays.asList(query.columns()), shown).print(out);
    if (rows.size() > maxRows) {
      out.println("... and more rows");
    }
  }

  private void print(PrintStream out) {
    int[] widths = widths();
    int columns = columnsThatFit(widths);
    line(names, widths, columns, out);
    line(rule(widths), widths, columns, out);
    for (List<String> row : rows) {
      line(row, widths, columns, out);
    }
    if (columns < names.size()) {
      out.printf(
          "... and %d more columns, from %s on%n", names.size() - columns, names.get(columns));
    }
  }

  private int[] widths() {
    int[] widths = new int[names.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = names.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static int columnsThatFit(int[] widths) {
    int used = 0;
    int columns = 0;
    while (columns < widths.length) {
      used += widths[columns] + (columns == 0 ? 0 : GAP.length());
      if (used > WIDTH && columns > 0) {
        break;
      }
      columns++;
    }
    return columns;
  }

  private static List<String> rule(int[] widths) {
    return Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.toList());
  }

  private void line(List<String> cells, int[] widths, int columns, PrintStream out) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(right[column] ? blanks + cell : cell + blanks);
    }
    out.println(line.toString().stripTrailing());
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(row.length());
    for (int column = 0; column < row.length(); column++) {
      String cell = isList(row, column) ? list(row.getList(column)) : cell(row.get(column));
      cells.add(cell.length() <= CELL_WIDTH ? cell : cell.substring(0, CELL_WIDTH - 3) + "...");
    }
    return cells;
  }

  private static boolean isList(Row row, int column) {
    return row.schema().fields()[column].dataType() instanceof ArrayType && !row.isNullAt(column);
  }

  private static String list(List<Object> values) {
    return values.stream().map(TextTable::cell).collect(Collectors.joining(", "));
  }

  private static String cell(Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Timestamp time) {
      return TIME.format(time.toInstant());
    }
    return value.toString().replaceAll("\\p{Cntrl}", " ");
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
    return Math.abs(rounded.precision() - rounded.scale()) > 9
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
