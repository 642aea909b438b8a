package ai.neptune.archive.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads small numbers in Parquet's hybrid of runs and packed bits: levels, and places in a
 * dictionary. The rule is "Run Length Encoding / Bit-Packing Hybrid" in Parquet's specification
 * (https://parquet.apache.org/docs/file-format/data-pages/encodings/).
 *
 * <p>A run is kept as its length, so that a false length takes no memory. Damaged bytes end in a
 * {@link RuntimeException}.
 */
final class HybridInput {

  private static final int GROUP = 8;

  private final ByteBuffer in;
  private final int width;
  private final long mask;
  private int position;
  private long left;
  private boolean isPacked;
  private int repeated;
  private long bit;

  /**
   * @param in the encoded numbers, up to its limit
   * @param width how many bits a number has
   */
  HybridInput(ByteBuffer in, int width) {
    if (width > Integer.SIZE) {
      throw new IllegalStateException("a number has %d bits".formatted(width));
    }
    this.in = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.width = width;
    this.mask = (1L << width) - 1;
  }

  /** Reads the next numbers. */
  void read(int[] numbers, int from, int count) {
    int end = from + count;
    int next = from;
    while (next < end) {
      int ofRun = run(end - next);
      if (isPacked) {
        unpack(numbers, next, ofRun);
      } else {
        Arrays.fill(numbers, next, next + ofRun, repeated);
      }
      next += ofRun;
    }
  }

  /** Reads the next numbers, and notes for each whether it is a given one; how many are. */
  int readEqual(int wanted, boolean[] equal, int from, int count) {
    int end = from + count;
    int next = from;
    int found = 0;
    while (next < end) {
      int ofRun = run(end - next);
      if (isPacked) {
        found += unpackEqual(wanted, equal, next, ofRun);
      } else {
        Arrays.fill(equal, next, next + ofRun, repeated == wanted);
        found += repeated == wanted ? ofRun : 0;
      }
      next += ofRun;
    }
    return found;
  }

  /** Takes numbers of the current run, or of the next one; how many they are. */
  private int run(int most) {
    while (left == 0) {
      beginRun();
    }
    int taken = (int) Math.min(left, most);
    left -= taken;
    if (isPacked && bit + (long) taken * width > (long) in.limit() * Byte.SIZE) {
      throw new IllegalStateException("packed numbers end too early");
    }
    return taken;
  }

  private void beginRun() {
    long header = varint() & 0xffff_ffffL;
    isPacked = (header & 1) != 0;
    left = header >>> 1;
    if (isPacked) {
      bit = (long) position * Byte.SIZE;
      // Some writers leave out what fills up the last group.
      position = (int) Math.min(in.limit(), position + left * width);
      left *= GROUP;
    } else {
      repeated = 0;
      for (int shift = 0; shift < width; shift += Byte.SIZE) {
        repeated |= (in.get(position++) & 0xff) << shift;
      }
    }
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.get(position++);
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("the length of a run is too long");
  }

  private void unpack(int[] numbers, int from, int count) {
    long at = bit;
    for (int i = from; i < from + count; i++, at += width) {
      numbers[i] = packed(at);
    }
    bit = at;
  }

  private int unpackEqual(int wanted, boolean[] equal, int from, int count) {
    int found = 0;
    long at = bit;
    for (int i = from; i < from + count; i++, at += width) {
      equal[i] = packed(at) == wanted;
      found += equal[i] ? 1 : 0;
    }
    bit = at;
    return found;
  }

  private int packed(long at) {
    int first = (int) (at >>> 3);
    long word = first <= in.limit() - Long.BYTES ? in.getLong(first) : lastBytes(first);
    return (int) ((word >>> (at & 7)) & mask);
  }

  private long lastBytes(int first) {
    long word = 0;
    for (int i = first; i < in.limit(); i++) {
      word |= (in.get(i) & 0xffL) << ((i - first) * Byte.SIZE);
    }
    return word;
  }
}
