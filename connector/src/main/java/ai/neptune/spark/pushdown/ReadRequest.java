package ai.neptune.spark.pushdown;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What Spark asks of a relation.
 *
 * @param columns the columns that are needed, in the order of the rows
 * @param conditions which rows are needed
 * @param first how many rows are needed, or null for all
 * @param countsOnly whether nothing but the number of rows is needed
 */
public record ReadRequest(
    StructType columns, Conditions conditions, @Nullable FirstRows first, boolean countsOnly)
    implements Serializable {

  /** All rows, with these columns. */
  public static ReadRequest of(StructType columns) {
    return new ReadRequest(columns, Conditions.NONE, null, false);
  }

  /** Whether a column is needed. */
  public boolean reads(String column) {
    return Arrays.asList(columns.fieldNames()).contains(column);
  }

  /** The same request with other conditions. */
  public ReadRequest with(Conditions others) {
    return new ReadRequest(columns, others, first, countsOnly);
  }
}
