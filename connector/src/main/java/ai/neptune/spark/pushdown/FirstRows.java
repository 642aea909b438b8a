package ai.neptune.spark.pushdown;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of a table Spark needs of each project; it applies its own limit to them again.
 *
 * @param limit the number of rows
 * @param order which rows, or null for those that come first without a limit
 */
public record FirstRows(int limit, @Nullable Order order) implements Serializable {

  /** An order of experiments or runs. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }
}
