package ai.neptune.spark.relation;

import ai.neptune.spark.options.NeptuneOptions;
import java.util.function.Function;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that begin every relation: the project, if there may be several, and the name. */
final class FixedColumns {

  static final String PROJECT = "project";
  static final String ATTRIBUTE = "attribute";
  static final String TYPE = "type";
  static final String STEP = "step";
  static final String ABSOLUTE_TIME = "absolute_time";
  static final String FILE = "file";

  private FixedColumns() {}

  /** The columns that begin every relation of experiments or runs. */
  static StructType schema(NeptuneOptions options) {
    StructType schema = new StructType();
    if (options.hasProjectColumn()) {
      schema = schema.add(ColumnTypes.required(PROJECT, DataTypes.StringType));
    }
    return schema.add(ColumnTypes.required(options.container().userName(), DataTypes.StringType));
  }

  /** A layout that begins with the project, if there may be several, and the container's name. */
  static <T> RowLayout<T> layout(
      NeptuneOptions options, Function<T, String> project, Function<T, String> name) {
    RowLayout<T> layout = new RowLayout<>();
    if (options.hasProjectColumn()) {
      layout.add(
          ColumnTypes.required(PROJECT, DataTypes.StringType),
          item -> SparkValues.string(project.apply(item)));
    }
    return layout.add(
        ColumnTypes.required(options.container().userName(), DataTypes.StringType),
        item -> SparkValues.string(name.apply(item)));
  }
}
