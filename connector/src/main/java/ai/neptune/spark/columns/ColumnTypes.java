package ai.neptune.spark.columns;

import ai.neptune.client.AttributeType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The Spark types of attributes and points (docs/relations-and-options.md, "Attribute columns").
 */
public final class ColumnTypes {

  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType, false);

  /** A histogram's kind, edges, and the values between them. */
  public static final StructType HISTOGRAM =
      new StructType()
          .add("type", DataTypes.StringType)
          .add("edges", DOUBLES)
          .add("values", DOUBLES);

  /** A complete reference to a file, enough to download it. */
  public static final StructType FILE =
      new StructType()
          .add("project", DataTypes.StringType)
          .add("experiment", DataTypes.StringType)
          .add("run", DataTypes.StringType)
          .add("attribute", DataTypes.StringType)
          .add("step", DataTypes.DoubleType)
          .add("path", DataTypes.StringType)
          .add("size_bytes", DataTypes.LongType)
          .add("mime_type", DataTypes.StringType);

  private ColumnTypes() {}

  /** The type of a column that holds an attribute's value; a series is shown by its last. */
  public static DataType of(AttributeType type) {
    return switch (type) {
      case FLOAT, FLOAT_SERIES -> DataTypes.DoubleType;
      case INT -> DataTypes.LongType;
      case STRING, STRING_SERIES -> DataTypes.StringType;
      case BOOL -> DataTypes.BooleanType;
      case DATETIME -> DataTypes.TimestampType;
      case STRING_SET -> DataTypes.createArrayType(DataTypes.StringType, false);
      case HISTOGRAM_SERIES -> HISTOGRAM;
      case FILE, FILE_SERIES, FILE_SET, ARTIFACT -> FILE;
    };
  }

  public static StructField required(String name, DataType type) {
    return DataTypes.createStructField(name, type, false);
  }

  public static StructField nullable(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }
}
