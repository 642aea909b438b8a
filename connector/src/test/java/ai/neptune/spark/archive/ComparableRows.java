package ai.neptune.spark.archive;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * The rows of a relation as text, without what an archive does not keep.
 *
 * @param ignored a regex of attributes that cannot be compared
 * @param ofUnknownSize a regex of attributes whose files others have overwritten
 */
record ComparableRows(String ignored, String ofUnknownSize) {

  /** What no archive keeps, or what depends on runs that were left out. */
  private static final String NOT_KEPT = "sys/id|sys/size|sys/diagnostics/.*|has_preview";

  /** Rows in the order of their texts, columns by name; nulls are left out. */
  List<String> of(Dataset<Row> relation) {
    List<String> rows = new ArrayList<>();
    for (Row row : relation.collectAsList()) {
      if (!isOfAttributeNotKept(row)) {
        rows.add(text(row));
      }
    }
    rows.sort(null);
    return rows;
  }

  private boolean isOfAttributeNotKept(Row row) {
    for (String column : row.schema().fieldNames()) {
      if (column.equals("attribute")) {
        return isIgnored(row.getAs(column));
      }
    }
    return false;
  }

  private String text(Row row) {
    TreeMap<String, String> values = new TreeMap<>();
    String[] columns = row.schema().fieldNames();
    boolean isFile = List.of(columns).contains("size_bytes");
    for (int i = 0; i < columns.length; i++) {
      boolean kept =
          !row.isNullAt(i)
              && !isIgnored(columns[i].replaceFirst(":\\w+$", ""))
              && !(isFile && isNotKeptOfFile(row, columns[i]));
      if (kept) {
        values.put(columns[i], value(row.get(i)));
      }
    }
    return values.toString();
  }

  private boolean isIgnored(String attribute) {
    return attribute.matches(NOT_KEPT) || attribute.matches(ignored);
  }

  private boolean isNotKeptOfFile(Row file, String field) {
    return switch (field) {
      case "path", "mime_type" -> true;
      case "size_bytes" -> file.<String>getAs("attribute").matches(ofUnknownSize);
      default -> false;
    };
  }

  private String value(Object value) {
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
