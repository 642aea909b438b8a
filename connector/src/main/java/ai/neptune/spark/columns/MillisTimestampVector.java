package ai.neptune.spark.columns;

import org.apache.spark.sql.types.DataTypes;

/** The beginning of an array of epoch milliseconds, read as timestamps. */
public final class MillisTimestampVector extends ReadOnlyVector {

  private static final long MICROS_PER_MILLI = 1000;

  private final long[] millis;

  /** The first rows of the array. */
  public MillisTimestampVector(long[] millis) {
    super(DataTypes.TimestampType);
    this.millis = millis;
  }

  @Override
  public long getLong(int rowId) {
    return millis[rowId] * MICROS_PER_MILLI;
  }
}
