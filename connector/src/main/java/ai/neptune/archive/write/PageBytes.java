package ai.neptune.archive.write;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, with numbers as Parquet encodes them. It is for one thread. */
final class PageBytes extends OutputStream {

  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int FIRST_BYTES = 64;

  private static final byte[] NONE = {};

  private byte[] array = NONE;
  private int size;

  int size() {
    return size;
  }

  /** The bytes, up to {@link #size}; valid until more are added. */
  byte[] array() {
    return array;
  }

  void clear() {
    size = 0;
  }

  @Override
  public void write(int b) {
    require(1);
    array[size++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    require(length);
    System.arraycopy(bytes, offset, array, size, length);
    size += length;
  }

  void write(PageBytes other) {
    write(other.array, 0, other.size);
  }

  void writeLong(long value) {
    require(Long.BYTES);
    LITTLE_LONG.set(array, size, value);
    size += Long.BYTES;
  }

  void writeLongs(long[] numbers, int count) {
    require(Math.multiplyExact(count, Long.BYTES));
    for (int i = 0; i < count; i++, size += Long.BYTES) {
      LITTLE_LONG.set(array, size, numbers[i]);
    }
  }

  /** The same with the first byte of each number first. */
  void writeBigLongs(long[] numbers, int count) {
    require(Math.multiplyExact(count, Long.BYTES));
    for (int i = 0; i < count; i++, size += Long.BYTES) {
      BIG_LONG.set(array, size, numbers[i]);
    }
  }

  void writeDoubles(double[] numbers, int count) {
    require(Math.multiplyExact(count, Long.BYTES));
    for (int i = 0; i < count; i++, size += Double.BYTES) {
      LITTLE_DOUBLE.set(array, size, numbers[i]);
    }
  }

  void writeInt(int value) {
    require(Integer.BYTES);
    LITTLE_INT.set(array, size, value);
    size += Integer.BYTES;
  }

  /** Replaces a number that was written before. */
  void setInt(int position, int value) {
    LITTLE_INT.set(array, position, value);
  }

  /** A number in as many bytes as it needs, seven bits in each. */
  void writeVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    write(rest);
  }

  /** Makes room for bytes that another writes into the array, and says where. */
  int reserve(int length) {
    require(length);
    return size;
  }

  /** Takes bytes that another has written into the array. */
  void advance(int length) {
    size += length;
  }

  private void require(int length) {
    if (array.length - size < length) {
      int needed = Math.addExact(size, length);
      array =
          Arrays.copyOf(
              array, Math.max(Math.max(FIRST_BYTES, needed), Math.min(array.length, 1 << 29) * 2));
    }
  }
}
