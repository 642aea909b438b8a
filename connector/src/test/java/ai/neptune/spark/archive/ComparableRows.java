package ai.neptune.spark.archive;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/** The rows of a relation as text, without what an archive does not keep. */
final class ComparableRows {

  /** What an archive does not keep, or keeps as it was at the time of the export. */
  private static final String NOT_KEPT =
      "sys/id|sys/size|sys/diagnostics/.*|has_preview|sys/tags:string_set";

  private ComparableRows() {}

  /** Rows in the order of their texts, columns by name; nulls are left out. */
  static List<String> of(Dataset<Row> relation) {
    List<String> rows = new ArrayList<>();
    for (Row row : relation.collectAsList()) {
      if (!isOfAttributeNotKept(row)) {
        rows.add(text(row));
      }
    }
    rows.sort(null);
    return rows;
  }

  private static boolean isOfAttributeNotKept(Row row) {
    for (String column : row.schema().fieldNames()) {
      if (column.equals("attribute")) {
        return row.<String>getAs(column).matches(NOT_KEPT);
      }
    }
    return false;
  }

  private static String text(Row row) {
    TreeMap<String, String> values = new TreeMap<>();
    String[] columns = row.schema().fieldNames();
    boolean isFile = List.of(columns).contains("size_bytes");
    for (int i = 0; i < columns.length; i++) {
      boolean kept =
          !row.isNullAt(i)
              && !columns[i].replaceFirst(":\\w+$", "").matches(NOT_KEPT)
              && !(isFile && (columns[i].equals("path") || columns[i].equals("mime_type")));
      if (kept) {
        values.put(columns[i], value(row.get(i)));
      }
    }
    return values.toString();
  }

  private static String value(Object value) {
    if (value instanceof Row struct) {
      return text(struct);
    }
    if (value instanceof scala.collection.Seq<?> sequence) {
      List<String> items = new ArrayList<>();
      JavaConverters.seqAsJavaList(sequence).forEach(item -> items.add(value(item)));
      // Only sets of strings have no order, and only they are strings.
      if (!items.isEmpty() && JavaConverters.seqAsJavaList(sequence).get(0) instanceof String) {
        items.sort(null);
      }
      return items.toString();
    }
    return value instanceof Timestamp time ? time.toInstant().toString() : value.toString();
  }
}
