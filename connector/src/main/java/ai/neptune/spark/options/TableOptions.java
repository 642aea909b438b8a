package ai.neptune.spark.options;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The shape and order of tables.
 *
 * @param sortBy the attribute to sort by, as {@code name} or {@code name:type}, or null
 * @param descending the direction of sorting
 * @param limit how many rows at the most, or null
 * @param typeSuffix whether columns are named {@code name:type}
 * @param maxColumns how many attribute columns are allowed
 */
public record TableOptions(
    @Nullable String sortBy,
    boolean descending,
    @Nullable Integer limit,
    boolean typeSuffix,
    int maxColumns)
    implements Serializable {

  /** The same in another order, and with another limit. */
  public TableOptions with(
      @Nullable String otherSortBy, boolean otherDescending, @Nullable Integer otherLimit) {
    return new TableOptions(otherSortBy, otherDescending, otherLimit, typeSuffix, maxColumns);
  }
}
