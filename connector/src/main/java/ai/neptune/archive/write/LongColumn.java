package ai.neptune.archive.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Whole numbers of eight bytes; those of decimals are stored with the first byte first. */
final class LongColumn extends ColumnBuffer {

  private final boolean isDecimal;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  LongColumn(ColumnDescriptor column) {
    super(column);
    this.isDecimal =
        column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
  }

  void add(int row, long value) throws IOException {
    begin(row);
    addPresent();
    values.writeLong(stored(value));
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** Adds a value each to the next rows. */
  void addAll(int row, long[] numbers, int count) throws IOException {
    begin(row, count);
    if (isDecimal) {
      values.writeBigLongs(numbers, count);
    } else {
      values.writeLongs(numbers, count);
    }
    for (int i = 0; i < count; i++) {
      min = Math.min(min, numbers[i]);
      max = Math.max(max, numbers[i]);
    }
  }

  @Override
  void addBounds(Statistics statistics) {
    if (min <= max) {
      statistics.setMin_value(bytes(min));
      statistics.setMax_value(bytes(max));
    }
  }

  private long stored(long value) {
    return isDecimal ? Long.reverseBytes(value) : value;
  }

  private ByteBuffer bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, Long.reverseBytes(stored(value)));
  }
}
