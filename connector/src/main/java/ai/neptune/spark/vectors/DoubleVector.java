package ai.neptune.spark.vectors;

import org.apache.spark.sql.types.DataTypes;

/** Part of an array of doubles, as it lies. */
public final class DoubleVector extends ReadOnlyVector {

  private final double[] values;
  private final int start;

  /** Rows from position {@code start} of the array on. */
  public DoubleVector(double[] values, int start) {
    super(DataTypes.DoubleType);
    this.values = values;
    this.start = start;
  }

  @Override
  public double getDouble(int rowId) {
    return values[start + rowId];
  }
}
