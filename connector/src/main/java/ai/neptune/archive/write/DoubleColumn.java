package ai.neptune.archive.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Statistics;

/** Floating-point numbers. */
final class DoubleColumn extends ColumnBuffer {

  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  DoubleColumn(ColumnDescriptor column) {
    super(column);
  }

  void add(int row, double value) throws IOException {
    begin(row);
    addPresent();
    addValue(value);
  }

  /** Adds a value each to the next rows. */
  void addAll(int row, double[] numbers, int count) throws IOException {
    begin(row, count);
    values.writeDoubles(numbers, count);
    for (int i = 0; i < count; i++) {
      min = Math.min(min, numbers[i]);
      max = Math.max(max, numbers[i]);
    }
  }

  void addList(int row, double[] list) throws IOException {
    begin(row);
    for (int i = 0; i < list.length; i++) {
      addElement(i);
      addValue(list[i]);
    }
    if (list.length == 0) {
      addEmptyList();
    }
  }

  /** Bounds of numbers that are not all ordered are none; those of zeros include both. */
  @Override
  void addBounds(Statistics statistics) {
    if (min <= max) {
      statistics.setMin_value(bytes(min == 0 ? -0.0 : min));
      statistics.setMax_value(bytes(max == 0 ? 0.0 : max));
    }
  }

  private void addValue(double value) {
    values.writeLong(Double.doubleToRawLongBits(value));
    // NaN makes both NaN.
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  private static ByteBuffer bytes(double value) {
    return ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, value);
  }
}
