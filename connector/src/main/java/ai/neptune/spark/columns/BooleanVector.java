package ai.neptune.spark.columns;

import org.apache.spark.sql.types.DataTypes;

/** The beginning of an array of booleans, which is not copied. */
public final class BooleanVector extends ReadOnlyVector {

  private final boolean[] values;

  /** The first rows of the array. */
  public BooleanVector(boolean[] values) {
    super(DataTypes.BooleanType);
    this.values = values;
  }

  @Override
  public boolean getBoolean(int rowId) {
    return values[rowId];
  }
}
