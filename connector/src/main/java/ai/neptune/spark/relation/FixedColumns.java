package ai.neptune.spark.relation;

import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.PushableColumn;
import ai.neptune.spark.pushdown.PushableColumn.Content;
import java.util.HashMap;
import java.util.Map;
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

  /**
   * The columns that predicates can be pushed on, of those that begin a relation and of its others.
   *
   * @param others its other columns
   */
  static Map<String, PushableColumn> pushable(NeptuneOptions options, String... others) {
    Map<String, PushableColumn> columns = new HashMap<>();
    if (options.hasProjectColumn()) {
      columns.put(PROJECT, PushableColumn.of(Content.PROJECT));
    }
    columns.put(options.container().userName(), PushableColumn.of(Content.NAME));
    for (String column : others) {
      switch (column) {
        case ATTRIBUTE -> columns.put(column, PushableColumn.of(Content.ATTRIBUTE));
        case TYPE -> columns.put(column, PushableColumn.of(Content.TYPE));
        case STEP -> {
          // The last points within a range of steps are others than the last points.
          if (options.series().tailLimit() == null) {
            columns.put(column, PushableColumn.of(Content.STEP));
          }
        }
        default -> throw new IllegalArgumentException(column);
      }
    }
    return columns;
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
