package ai.neptune.spark.columns;

import org.apache.spark.sql.types.DataTypes;

/** The beginning of an array of doubles, which is not copied. */
public final class DoubleVector extends ReadOnlyVector {

  private final double[] values;

  /** The first rows of the array. */
  public DoubleVector(double[] values) {
    super(DataTypes.DoubleType);
    this.values = values;
  }

  @Override
  public double getDouble(int rowId) {
    return values[rowId];
  }
}
