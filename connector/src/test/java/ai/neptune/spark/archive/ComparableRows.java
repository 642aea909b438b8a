package ai.neptune.spark.archive;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
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
      if (!isOfAttributeNotKept(row) && !isOfTagsAlone(row)) {
        rows.add(text(row));
      }
    }
    rows.sort(null);
    return rows;
  }

  /**
   * Whether an attribute is the tags of a run that has none: the server that the samples were
   * exported from did not give it, as the test server does by now.
   */
  static boolean isWithoutTags(String attribute, Object value) {
    return attribute.matches("sys/(group_)?tags(:string_set)?")
        && (value == null || (value instanceof Collection<?> tags && tags.isEmpty()));
  }

  /** Whether a row says no more than that a run has no tags, or that some run has tags. */
  private static boolean isOfTagsAlone(Row row) {
    List<String> columns = List.of(row.schema().fieldNames());
    if (!columns.contains("attribute") || !columns.contains("type")) {
      return false;
    }
    Object tags =
        columns.contains("string_set_value") && !row.isNullAt(columns.indexOf("string_set_value"))
            ? row.getList(columns.indexOf("string_set_value"))
            : null;
    return isWithoutTags(row.getAs("attribute"), tags);
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
              && !isWithoutTags(columns[i], listOf(row.get(i)))
              && !isIgnored(columns[i].replaceFirst(":\\w+$", ""))
              && !(isFile && isNotKeptOfFile(row, columns[i]));
      if (kept) {
        values.put(columns[i], value(row.get(i)));
      }
    }
    return values.toString();
  }

  private static Object listOf(Object value) {
    return value instanceof scala.collection.Seq<?> sequence
        ? JavaConverters.seqAsJavaList(sequence)
        : value;
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
