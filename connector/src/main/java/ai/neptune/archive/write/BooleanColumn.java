package ai.neptune.archive.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Statistics;

/** Truth values, eight in a byte. */
final class BooleanColumn extends ColumnBuffer {

  private int bits;
  private int count;
  private boolean hasFalse;
  private boolean hasTrue;

  BooleanColumn(ColumnDescriptor column) {
    super(column);
  }

  void add(int row, boolean value) throws IOException {
    begin(row);
    addPresent();
    if (value) {
      bits |= 1 << count;
    }
    if (++count == Byte.SIZE) {
      writeBits();
    }
    hasFalse |= !value;
    hasTrue |= value;
  }

  @Override
  Encoding appendValues(PageBytes page) throws IOException {
    if (count > 0) {
      writeBits();
    }
    return super.appendValues(page);
  }

  @Override
  void addBounds(Statistics statistics) {
    if (hasFalse || hasTrue) {
      statistics.setMin_value(bytes(!hasFalse));
      statistics.setMax_value(bytes(hasTrue));
    }
  }

  private void writeBits() {
    values.write(bits);
    bits = 0;
    count = 0;
  }

  private static ByteBuffer bytes(boolean value) {
    return ByteBuffer.wrap(new byte[] {(byte) (value ? 1 : 0)});
  }
}
