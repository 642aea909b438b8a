package ai.neptune.spark.download.plan;

import ai.neptune.errors.InvalidFilesException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a DataFrame that hold references to files; they are recognised by their shape. */
public final class FileColumns {

  private FileColumns() {}

  /**
   * The references in all file columns, one per row, with their fields as columns; null files are
   * left out. Nothing is evaluated.
   *
   * @throws InvalidFilesException if there is no such column
   */
  public static Dataset<Row> references(Dataset<Row> files) {
    StructField[] fields = files.schema().fields();
    String[] names = new String[fields.length];
    List<Column> columns = new ArrayList<>();
    List<String> flaws = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      // Columns may share a name, after a join for example, and names may hold dots.
      names[i] = "c" + i;
      FileShape shape = FileShape.of(fields[i]);
      if (shape.isFile()) {
        columns.add(shape.column(functions.col(names[i])));
      } else if (shape.flaw() != null) {
        flaws.add(shape.flaw());
      }
    }
    if (columns.isEmpty()) {
      throw noFileColumn(files.schema(), flaws);
    }
    Column file =
        columns.size() == 1
            ? columns.get(0)
            : functions.explode(functions.array(columns.toArray(Column[]::new)));
    Dataset<Row> references = files.toDF(names).select(file.as("file"));
    return references.filter(functions.col("file").isNotNull()).select(functions.col("file.*"));
  }

  private static InvalidFilesException noFileColumn(StructType schema, List<String> flaws) {
    return new InvalidFilesException(
        "The DataFrame has no column that refers to files; its columns are [%s]. %sPass downloadFiles"
                .formatted(String.join(", ", schema.fieldNames()), String.join("", flaws))
            + " a DataFrame of the relations files, series, attribute_values, experiments or runs,"
            + " and keep the whole column (such as 'file'), not only some of its fields. Its type"
            + " is "
            + FileReference.SCHEMA.simpleString()
            + ".");
  }
}
