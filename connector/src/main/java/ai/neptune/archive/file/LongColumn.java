package ai.neptune.archive.file;

import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Integers; times as epoch milliseconds, whatever their unit in the file is. */
public final class LongColumn extends Values {

  private final long[] values;
  private final long divisor;
  private long current;

  LongColumn(int rows, PrimitiveType type) {
    super(rows);
    this.values = new long[rows];
    this.divisor =
        type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
            ? perMilli(time.getUnit())
            : 1;
  }

  private static long perMilli(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  /** The values of the batch's rows. */
  public long[] values() {
    return values;
  }

  @Override
  void keep(int row) {
    values[row] = divisor == 1 ? current : Math.floorDiv(current, divisor);
  }

  @Override
  public void addLong(long value) {
    current = value;
  }

  @Override
  public void addInt(int value) {
    current = value;
  }
}
