package ai.neptune.spark.download.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How a column compares with the file struct. What JSON, CSV or another engine made of it is
 * accepted as well: its fields may be in any order, numbers of another type, and fields that were
 * null in all rows may be missing.
 *
 * @param fields the names of the column's own fields, by the file struct's; null if it is no file
 * @param flaw what makes a column unusable that was meant to be a file, or null
 */
record FileShape(@Nullable Map<String, String> fields, @Nullable String flaw) {

  private static final StructType FILE = FileReference.SCHEMA;

  private static final Set<String> REQUIRED = Set.of("project", "attribute", "path");

  /** A struct with so many fields of a file was meant to be one. */
  private static final int TELLING_FIELDS = 3;

  static FileShape of(StructField column) {
    if (!(column.dataType() instanceof StructType struct)) {
      return new FileShape(null, null);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> flaws = new ArrayList<>();
    for (StructField field : struct.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!Arrays.asList(FILE.fieldNames()).contains(name)) {
        flaws.add("has the field '%s', which a file does not have".formatted(field.name()));
      } else if (!isConvertible(field.dataType(), FILE.apply(name).dataType())) {
        flaws.add(
            "has the field '%s' of type %s instead of %s"
                .formatted(
                    field.name(),
                    field.dataType().simpleString(),
                    FILE.apply(name).dataType().simpleString()));
      }
      fields.put(name, field.name());
    }
    REQUIRED.stream()
        .sorted()
        .filter(name -> !fields.containsKey(name))
        .forEach(name -> flaws.add("lacks the field '%s'".formatted(name)));
    if (!fields.containsKey("experiment") && !fields.containsKey("run")) {
      flaws.add("lacks both the field 'experiment' and the field 'run'");
    }
    if (flaws.isEmpty()) {
      return new FileShape(fields, null);
    }
    long shared = fields.keySet().stream().filter(List.of(FILE.fieldNames())::contains).count();
    return new FileShape(
        null,
        shared < TELLING_FIELDS
            ? null
            : "The column '%s' is not a file struct: it %s. "
                .formatted(column.name(), String.join(", and ", flaws)));
  }

  boolean isFile() {
    return fields != null;
  }

  /** The column as a file struct, null where it is null. */
  Column column(Column column) {
    Map<String, String> own = Objects.requireNonNull(fields);
    List<Column> ordered = new ArrayList<>();
    for (StructField field : FILE.fields()) {
      String name = own.get(field.name());
      Column value = name == null ? functions.lit(null) : column.getField(name);
      ordered.add(value.cast(field.dataType()).as(field.name()));
    }
    return functions
        .when(column.isNotNull(), functions.struct(ordered.toArray(Column[]::new)))
        .cast(FILE);
  }

  /** A string is a string, whatever its collation; one may also be a field that is always null. */
  private static boolean isConvertible(DataType type, DataType expected) {
    return type instanceof NullType
        || type instanceof StringType
        || (expected instanceof NumericType && type instanceof NumericType);
  }
}
