package ai.neptune.spark.columns;

import org.apache.spark.sql.types.DataTypes;

/** The beginning of an array of floats, read as doubles. */
public final class FloatAsDoubleVector extends ReadOnlyVector {

  private final float[] values;

  /** The first rows of the array. */
  public FloatAsDoubleVector(float[] values) {
    super(DataTypes.DoubleType);
    this.values = values;
  }

  @Override
  public double getDouble(int rowId) {
    return values[rowId];
  }
}
