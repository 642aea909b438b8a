package ai.neptune.spark.vectors;

import org.apache.spark.sql.types.DataTypes;

/** Part of an array of booleans, as it lies. */
public final class BooleanVector extends ReadOnlyVector {

  private final boolean[] values;
  private final int start;

  /** Rows from position {@code start} of the array on. */
  public BooleanVector(boolean[] values, int start) {
    super(DataTypes.BooleanType);
    this.values = values;
    this.start = start;
  }

  @Override
  public boolean getBoolean(int rowId) {
    return values[start + rowId];
  }
}
