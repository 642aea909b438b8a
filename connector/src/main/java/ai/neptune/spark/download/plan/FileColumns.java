package ai.neptune.spark.download.plan;

import ai.neptune.errors.InvalidFilesException;
import ai.neptune.spark.columns.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a DataFrame that hold references to files; they are known by their shape. */
public final class FileColumns {

  private static final StructType FILE = ColumnTypes.FILE;

  private FileColumns() {}

  /**
   * The references in all file columns, one a row, with their fields as columns; null files are
   * left out. Nothing is evaluated.
   *
   * @throws InvalidFilesException if there is no such column
   */
  public static Dataset<Row> references(Dataset<Row> files) {
    StructField[] fields = files.schema().fields();
    String[] names = new String[fields.length];
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      // Columns may share a name, after a join for one, and names may hold dots.
      names[i] = "c" + i;
      if (isFile(fields[i].dataType())) {
        columns.add(functions.col(names[i]).cast(FILE));
      }
    }
    if (columns.isEmpty()) {
      throw noFileColumn(files.schema());
    }
    Column file =
        columns.size() == 1
            ? columns.get(0)
            : functions.explode(functions.array(columns.toArray(Column[]::new)));
    Dataset<Row> references = files.toDF(names).select(file.as("file"));
    return references.filter(functions.col("file").isNotNull()).select(functions.col("file.*"));
  }

  /** A row of {@link #references} as a value. */
  static FileReference reference(Row row) {
    return new FileReference(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.isNullAt(4) ? null : row.getDouble(4),
        row.getString(5),
        row.isNullAt(6) ? null : row.getLong(6),
        row.getString(7));
  }

  /** What makes a reference unusable, in words, or null if it can be downloaded. */
  static String problem(FileReference file) {
    if (file.experiment() == null && file.run() == null) {
      return "A file names neither an experiment nor a run (its attribute is '%s')."
          .formatted(file.attribute());
    }
    if (file.experiment() != null && file.run() != null) {
      return "A file names both an experiment ('%s') and a run ('%s'). Exactly one may be set."
          .formatted(file.experiment(), file.run());
    }
    if (file.project() == null || file.attribute() == null || file.path() == null) {
      return "A file of %s '%s' lacks its project, attribute or path."
          .formatted(file.container().userName(), file.containerName());
    }
    return null;
  }

  private static boolean isFile(DataType type) {
    if (!(type instanceof StructType struct) || struct.length() != FILE.length()) {
      return false;
    }
    for (int i = 0; i < FILE.length(); i++) {
      StructField field = struct.fields()[i];
      StructField expected = FILE.fields()[i];
      if (!field.name().equals(expected.name())
          || !isSameType(field.dataType(), expected.dataType())) {
        return false;
      }
    }
    return true;
  }

  /** A string is a string, whatever its collation. */
  private static boolean isSameType(DataType type, DataType expected) {
    return expected instanceof StringType ? type instanceof StringType : type.equals(expected);
  }

  private static InvalidFilesException noFileColumn(StructType schema) {
    return new InvalidFilesException(
        "The DataFrame has no column that refers to files; its columns are [%s]. Give downloadFiles"
                .formatted(String.join(", ", schema.fieldNames()))
            + " what the relations files, series, attribute_values, experiments or runs return, and"
            + " keep the whole column (such as 'file'), not only some of its fields. Its type is "
            + FILE.simpleString()
            + ".");
  }
}
