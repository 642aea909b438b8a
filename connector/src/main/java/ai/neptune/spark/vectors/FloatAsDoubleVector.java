package ai.neptune.spark.vectors;

import org.apache.spark.sql.types.DataTypes;

/** Part of an array of floats, read as doubles. */
public final class FloatAsDoubleVector extends ReadOnlyVector {

  private final float[] values;
  private final int start;

  /** Rows from position {@code start} of the array on. */
  public FloatAsDoubleVector(float[] values, int start) {
    super(DataTypes.DoubleType);
    this.values = values;
    this.start = start;
  }

  @Override
  public double getDouble(int rowId) {
    return values[start + rowId];
  }
}
