package ai.neptune.spark.plan;

import ai.neptune.client.AttributeType;
import ai.neptune.client.SystemAttributes;
import ai.neptune.spark.columns.ColumnTypes;
import ai.neptune.spark.pushdown.Conditions;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * How much a column may take in a row: the most that Neptune allows (docs/protocol.md, 2), since
 * nothing tells how long the texts of a table are before they are read. Spark's own guess of 20
 * bytes would let it send a table of gigabytes to every executor.
 */
public final class ColumnBytes {

  /** A string, or a set of strings. */
  private static final long TEXT = 1 << 20;

  /** The name of an experiment, a run, a project or an attribute. */
  private static final long NAME = 1 << 10;

  /** Edges and values of 512 bins. */
  private static final long HISTOGRAM = 2 * 513 * Double.BYTES;

  /** The names of what a file belongs to, its storage path and MIME type. */
  private static final long FILE = 4 << 10;

  private ColumnBytes() {}

  /**
   * The bytes that a column may take.
   *
   * @param conditions what the rows satisfy
   */
  public static long atMost(StructField column, Conditions conditions) {
    DataType type = column.dataType();
    if (type.equals(DataTypes.StringType)) {
      // Columns of names are never null, those of attributes may be.
      return !column.nullable() || isSystemName(column.name())
          ? NAME
          : conditions.runs().stream()
              .filter(nql -> fixes(nql.text(), column.name()))
              .mapToLong(nql -> nql.text().length())
              .min()
              .orElse(TEXT);
    }
    if (type instanceof ArrayType) {
      return TEXT;
    }
    if (type.equals(ColumnTypes.HISTOGRAM)) {
      return HISTOGRAM;
    }
    return type.equals(ColumnTypes.FILE) ? FILE : type.defaultSize();
  }

  private static boolean isSystemName(String column) {
    String name = column.replaceFirst(":string$", "");
    return SystemAttributes.typeOf(name).filter(AttributeType.STRING::equals).isPresent()
        && !name.equals("sys/description");
  }

  /**
   * Whether a query lets through nothing but some values of an attribute, which it holds itself.
   */
  private static boolean fixes(String nql, String column) {
    String equality =
        "\\(?"
            + Pattern.quote("`" + column.replaceFirst(":string$", "") + "`:string == ")
            + "\"([^\"\\\\]|\\\\.)*\"\\)?";
    return nql.matches(equality + "( OR " + equality + ")*+");
  }
}
