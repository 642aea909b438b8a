package ai.neptune.spark.vectors;

import org.apache.spark.sql.types.DataTypes;

/** Part of an array of epoch milliseconds, read as timestamps. */
public final class MillisTimestampVector extends ReadOnlyVector {

  private static final long MICROS_PER_MILLI = 1000;

  private final long[] millis;
  private final int start;

  /** Rows from position {@code start} of the array on. */
  public MillisTimestampVector(long[] millis, int start) {
    super(DataTypes.TimestampType);
    this.millis = millis;
    this.start = start;
  }

  @Override
  public long getLong(int rowId) {
    return millis[start + rowId] * MICROS_PER_MILLI;
  }
}
