package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Integers; times as epoch milliseconds, whatever their unit in the file is. */
public final class LongColumn extends Values {

  private final long[] values;
  private final long divisor;
  private final PrimitiveTypeName physical;
  private long[] dictionary;

  LongColumn(int rows, PrimitiveType type) {
    super(rows);
    this.values = new long[rows];
    this.physical = type.getPrimitiveTypeName();
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
  boolean isReadPlainly() {
    return physical == PrimitiveTypeName.INT64;
  }

  @Override
  void keepPlain(ByteBuffer in, int firstRow, int count) {
    in.asLongBuffer().get(values, firstRow, count);
    in.position(in.position() + count * Long.BYTES);
    if (divisor != 1) {
      for (int row = firstRow; row < firstRow + count; row++) {
        values[row] = Math.floorDiv(values[row], divisor);
      }
    }
  }

  @Override
  void keepPlaces(int[] places, int firstRow, int count) {
    for (int i = 0; i < count; i++) {
      values[firstRow + i] = dictionary[places[i]];
    }
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    dictionary = new long[encoded.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      long value =
          physical == PrimitiveTypeName.INT32 ? encoded.decodeToInt(id) : encoded.decodeToLong(id);
      dictionary[id] = Math.floorDiv(value, divisor);
    }
  }

  @Override
  public void addLong(long value) {
    values[row()] = Math.floorDiv(value, divisor);
  }

  @Override
  public void addInt(int value) {
    addLong(value);
  }
}
