package ai.neptune.archive.write;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** Small numbers that mostly repeat: levels, and positions in a dictionary. */
final class RunLengths {

  private static final int FIRST_RUNS = 4;
  private static final int SLAB_BYTES = 64;
  private static final int MAX_SLAB_BYTES = 1 << 20;

  private int[] numbers = new int[FIRST_RUNS];
  private int[] counts = new int[FIRST_RUNS];
  private int runs;
  private int size;

  void add(int number, int count) {
    if (count == 0) {
      return;
    }
    if (runs == 0 || numbers[runs - 1] != number) {
      if (runs == numbers.length) {
        numbers = Arrays.copyOf(numbers, runs * 2);
        counts = Arrays.copyOf(counts, runs * 2);
      }
      numbers[runs] = number;
      counts[runs++] = 0;
    }
    counts[runs - 1] += count;
    size += count;
  }

  /** How many numbers there are. */
  int size() {
    return size;
  }

  void clear() {
    runs = 0;
    size = 0;
  }

  /**
   * Writes all numbers in Parquet's hybrid of runs and packed bits.
   *
   * @param bitWidth that of the largest number
   */
  void encode(int bitWidth, PageBytes out) throws IOException {
    if (runs == 1) {
      out.writeVarInt(size << 1);
      for (int bits = 0; bits < bitWidth; bits += Byte.SIZE) {
        out.write(numbers[0] >>> bits);
      }
      return;
    }
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            bitWidth, SLAB_BYTES, MAX_SLAB_BYTES, new HeapByteBufferAllocator());
    try {
      for (int run = 0; run < runs; run++) {
        for (int i = 0; i < counts[run]; i++) {
          encoder.writeInt(numbers[run]);
        }
      }
      encoder.toBytes().writeAllTo(out);
    } finally {
      encoder.close();
    }
  }

  /** The same after its length, as levels are written. */
  void encodeWithLength(int bitWidth, PageBytes out) throws IOException {
    int at = out.size();
    out.writeInt(0);
    encode(bitWidth, out);
    out.setInt(at, out.size() - at - Integer.BYTES);
  }
}
