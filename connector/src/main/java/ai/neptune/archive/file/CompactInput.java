package ai.neptune.archive.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Thrift's compact protocol, in which Parquet writes footers and the headers of pages. What
 * nobody asks for is skipped without an object being made of it. Bytes that are not what was
 * written end in a {@link RuntimeException}.
 */
final class CompactInput {

  private static final int STOP = 0;
  private static final int BYTE = 3;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int STRUCT = 12;
  private static final int DEEPEST = 16;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int type;
  private int depth;

  CompactInput(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /** What is done with the fields of a struct. */
  interface Fields {

    /** Reads the value of a field; false if it is not wanted. */
    boolean read(int id);
  }

  /** What is done with each element of a list. */
  interface Element {
    void read();
  }

  /** The place of the next byte. */
  int position() {
    return position;
  }

  /** Reads a struct. */
  void struct(Fields fields) {
    descend();
    int id = 0;
    for (int header = next(); header != STOP; header = next()) {
      int delta = header >>> 4;
      int valueType = header & 0x0f;
      id = delta == 0 ? (int) integer() : id + delta;
      type = valueType;
      if (!fields.read(id)) {
        skip(valueType);
      }
    }
    depth--;
  }

  /** Reads a list. */
  void list(Element element) {
    descend();
    int header = next();
    int size = header >>> 4 == 0x0f ? length() : header >>> 4;
    int elements = header & 0x0f;
    for (int i = 0; i < size; i++) {
      type = elements;
      element.read();
    }
    depth--;
  }

  /** Skips the value of the field that is being read. */
  void skip() {
    skip(type);
  }

  /** An integer of any size. */
  long integer() {
    long raw = varint();
    return (raw >>> 1) ^ -(raw & 1);
  }

  int int32() {
    return Math.toIntExact(integer());
  }

  /** Whether the field that is being read is an integer. */
  boolean isInteger() {
    return type > BYTE && type <= I64;
  }

  byte[] binary() {
    int length = length();
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  String text() {
    int length = length();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /** Damaged bytes may look like values within values without an end. */
  private void descend() {
    if (++depth > DEEPEST) {
      throw new IllegalStateException("values are nested too deeply");
    }
  }

  private void skip(int valueType) {
    if (valueType <= BYTE) {
      position += valueType == BYTE ? 1 : 0;
    } else if (valueType <= I64) {
      varint();
    } else if (valueType == DOUBLE) {
      position += Double.BYTES;
    } else if (valueType == BINARY) {
      int length = length();
      position += length;
    } else if (valueType == LIST || valueType == SET) {
      list(() -> skip(type <= 2 ? BYTE : type));
    } else if (valueType == STRUCT) {
      struct(id -> false);
    } else {
      throw new IllegalStateException("no type of a value: " + valueType);
    }
  }

  /** The length of what follows, which must be there. */
  private int length() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw new IllegalStateException("it ends too early");
    }
    return (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = next();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("an integer is too long");
  }

  private int next() {
    if (position < 0 || position >= end) {
      throw new IllegalStateException("it ends too early");
    }
    return bytes[position++] & 0xff;
  }
}
