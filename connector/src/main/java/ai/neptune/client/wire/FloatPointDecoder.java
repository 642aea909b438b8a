package ai.neptune.client.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decodes {@code FloatPoint} messages and adds the points to columns. */
final class FloatPointDecoder {

  private static final VarHandle LONG_AT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE_AT =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT_AT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bit of each byte that is set when the varint continues. */
  private static final long CONTINUATION_BITS = 0x8080808080808080L;

  private static final int LONGEST_SHORT_VARINT_BITS = 7 * Byte.SIZE;

  private static final byte TIMESTAMP = 1 << 3 | WireReader.VARINT;
  private static final byte STEP = 2 << 3 | WireReader.FIXED64;
  private static final byte VALUE = 3 << 3 | WireReader.FIXED64;
  private static final byte IS_PREVIEW = 4 << 3 | WireReader.VARINT;
  private static final byte COMPLETION = 5 << 3 | WireReader.FIXED32;

  /** The tag of a point in the message that holds the points of a series. */
  static final byte FIELD = 2 << 3 | WireReader.LENGTH_DELIMITED;

  /**
   * The offsets of the parts of a usual field: tag and length of the point, a timestamp of six
   * bytes (every time from 1971 to 2109), a step, a value and a completion.
   */
  private static final int USUAL_TIME = 2;

  private static final int USUAL_STEP = USUAL_TIME + 7;
  private static final int USUAL_VALUE = USUAL_STEP + 9;
  private static final int USUAL_COMPLETION = USUAL_VALUE + 9;
  private static final int USUAL_FIELD = USUAL_COMPLETION + 5;
  private static final long USUAL_TIME_BITS = (1L << 48) - 1;
  private static final long USUAL_TIME_CONTINUATION = 0x008080808080L;

  private final PointColumns columns;

  FloatPointDecoder(PointColumns columns) {
    this.columns = columns;
  }

  /**
   * Decodes points while they have the form that nearly all points have.
   *
   * @param bytes holds fields of points, with tag and length, from {@code from} up to {@code to}
   * @return the start of the first field that has another form or is not complete
   */
  int decodeUsual(byte[] bytes, int from, int to) throws MalformedResponseException {
    int at = from;
    while (to - at >= USUAL_FIELD && isUsual(bytes, at)) {
      columns.add(
          shortVarint((long) LONG_AT.get(bytes, at + USUAL_TIME + 1) & USUAL_TIME_BITS),
          (double) DOUBLE_AT.get(bytes, at + USUAL_STEP + 1),
          (double) DOUBLE_AT.get(bytes, at + USUAL_VALUE + 1),
          false,
          (float) FLOAT_AT.get(bytes, at + USUAL_COMPLETION + 1));
      at += USUAL_FIELD;
    }
    return at;
  }

  private static boolean isUsual(byte[] bytes, int at) {
    return bytes[at] == FIELD
        && bytes[at + 1] == USUAL_FIELD - USUAL_TIME
        && bytes[at + USUAL_TIME] == TIMESTAMP
        && ((long) LONG_AT.get(bytes, at + USUAL_TIME + 1) & USUAL_TIME_BITS & CONTINUATION_BITS)
            == USUAL_TIME_CONTINUATION
        && bytes[at + USUAL_STEP] == STEP
        && bytes[at + USUAL_VALUE] == VALUE
        && bytes[at + USUAL_COMPLETION] == COMPLETION;
  }

  /**
   * Decodes a point.
   *
   * @param bytes holds the message, followed by at least {@link WireReader#SLACK} readable bytes
   */
  void decode(byte[] bytes, int start, int length) throws MalformedResponseException {
    long timestamp = 0;
    double step = 0;
    double value = 0;
    boolean preview = false;
    float completion = 0;
    int end = start + length;
    int at = start;
    while (at < end) {
      switch (bytes[at++]) {
        case TIMESTAMP -> {
          long word = (long) LONG_AT.get(bytes, at);
          int bits = Long.numberOfTrailingZeros(~word & CONTINUATION_BITS) + 1;
          if (bits <= LONGEST_SHORT_VARINT_BITS) {
            timestamp = shortVarint(word & (1L << bits) - 1);
            at += bits / 8;
          } else {
            timestamp = varint(bytes, at);
            at = endOfVarint(bytes, at);
          }
        }
        case STEP -> {
          step = (double) DOUBLE_AT.get(bytes, at);
          at += 8;
        }
        case VALUE -> {
          value = (double) DOUBLE_AT.get(bytes, at);
          at += 8;
        }
        case IS_PREVIEW -> {
          preview = varint(bytes, at) != 0;
          at = endOfVarint(bytes, at);
        }
        case COMPLETION -> {
          completion = (float) FLOAT_AT.get(bytes, at);
          at += 4;
        }
        default -> at = endOfUnknownField(bytes, at - 1, end);
      }
    }
    if (at != end) {
      throw WireReader.truncated();
    }
    columns.add(timestamp, step, value, preview, completion);
  }

  /** The value of a varint of up to seven bytes: its groups of seven bits, joined. */
  private static long shortVarint(long bytes) {
    long groups = bytes & ~CONTINUATION_BITS;
    long pairs = (groups & 0x007f007f007f007fL) | (groups & 0x7f007f007f007f00L) >>> 1;
    long quads = (pairs & 0x00003fff00003fffL) | (pairs & 0x3fff00003fff0000L) >>> 2;
    return (quads & 0x000000000fffffffL) | (quads & 0x0fffffff00000000L) >>> 4;
  }

  private static long varint(byte[] bytes, int at) throws MalformedResponseException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedResponseException("it has a number of more than ten bytes");
  }

  private static int endOfVarint(byte[] bytes, int at) {
    int end = at;
    while (bytes[end] < 0) {
      end++;
    }
    return end + 1;
  }

  private static int endOfUnknownField(byte[] bytes, int start, int end)
      throws MalformedResponseException {
    long tag = varint(bytes, start);
    int at = endOfVarint(bytes, start);
    if (tag >>> 3 == 0) {
      throw new MalformedResponseException("it has a field with the tag " + tag);
    }
    return switch ((int) tag & 7) {
      case WireReader.VARINT -> {
        varint(bytes, at);
        yield endOfVarint(bytes, at);
      }
      case WireReader.FIXED64 -> at + 8;
      case WireReader.FIXED32 -> at + 4;
      case WireReader.LENGTH_DELIMITED -> {
        long length = varint(bytes, at);
        at = endOfVarint(bytes, at);
        if (length < 0 || length > end - at) {
          throw WireReader.truncated();
        }
        yield at + (int) length;
      }
      default ->
          throw new MalformedResponseException("it has a field of the wire type " + (tag & 7));
    };
  }
}
