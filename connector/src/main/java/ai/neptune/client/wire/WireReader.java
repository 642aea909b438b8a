package ai.neptune.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's wire format from a stream through one buffer. What lies wholly in the buffer may
 * be decoded from it directly, and may be read past by up to {@link #SLACK} bytes.
 */
final class WireReader {

  /** The longest run of bytes that can be had in the buffer at once. */
  static final int CAPACITY = 64 * 1024;

  /** How many bytes behind the last one may be read from the buffer; what they are is not told. */
  static final int SLACK = 32;

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private final InputStream in;
  private final byte[] buffer = new byte[CAPACITY + SLACK];

  private int next;
  private int limit;
  private long bufferStart;

  WireReader(InputStream in) {
    this.in = in;
  }

  byte[] buffer() {
    return buffer;
  }

  /** The index in the buffer of the next byte. */
  int index() {
    return next;
  }

  /**
   * The index in the buffer behind the last byte that is there.
   *
   * @param end where the message that is being read ends; what follows it does not count
   */
  int limit(long end) {
    return (int) Math.min(limit, end - bufferStart);
  }

  /** The position in the stream of the next byte. */
  long position() {
    return bufferStart + next;
  }

  boolean isAtEnd() throws IOException {
    return next == limit && !fill();
  }

  /** A field's number and wire type. */
  int readTag() throws IOException {
    long tag = readVarint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw new MalformedResponseException("it has a field with the tag " + tag);
    }
    return (int) tag;
  }

  long readVarint() throws IOException {
    if (next < limit && buffer[next] >= 0) {
      return buffer[next++];
    }
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (isAtEnd()) {
        throw truncated();
      }
      byte b = buffer[next++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedResponseException("it has a number of more than ten bytes");
  }

  /**
   * Reads the length of a field.
   *
   * @param end where the message that holds the field ends
   */
  long readLength(long end) throws IOException {
    long length = readVarint();
    if (length < 0 || length > end - position()) {
      throw new MalformedResponseException("a part of it claims to be longer than the whole");
    }
    return length;
  }

  /**
   * Reads the length of a message, and tells where the message ends.
   *
   * @param end where the message that holds it ends
   */
  long readEnd(long end) throws IOException {
    long length = readLength(end);
    return position() + length;
  }

  /** Checks that what a message holds ends where the message does. */
  void requireEnd(long end) throws MalformedResponseException {
    if (position() != end) {
      throw new MalformedResponseException("a part of it is longer than it claims to be");
    }
  }

  /**
   * Reads a text of at most {@link #CAPACITY} bytes.
   *
   * @param end where the message that holds it ends
   */
  String readString(long end) throws IOException {
    int length = (int) Math.min(readLength(end), Integer.MAX_VALUE);
    require(length);
    String text = new String(buffer, next, length, StandardCharsets.UTF_8);
    advance(length);
    return text;
  }

  /** Makes the next bytes lie in the buffer, from {@link #index} on. */
  void require(long count) throws IOException {
    if (count > CAPACITY) {
      throw new MalformedResponseException("it has a value of " + count + " bytes");
    }
    while (limit - next < count) {
      if (!fill()) {
        throw truncated();
      }
    }
  }

  /** Passes over bytes that lie in the buffer. */
  void advance(int count) {
    next += count;
  }

  /** Passes over the value of a field that is not known. */
  void skipField(int tag, long end) throws IOException {
    long length =
        switch (tag & 7) {
          case VARINT -> {
            readVarint();
            yield 0;
          }
          case FIXED64 -> 8;
          case LENGTH_DELIMITED -> readLength(end);
          case FIXED32 -> 4;
          default ->
              throw new MalformedResponseException("it has a field of the wire type " + (tag & 7));
        };
    while (length > 0) {
      if (isAtEnd()) {
        throw truncated();
      }
      int skipped = (int) Math.min(length, limit - next);
      next += skipped;
      length -= skipped;
    }
  }

  static MalformedResponseException truncated() {
    return new MalformedResponseException("it ends in the middle");
  }

  /** Gets more bytes behind those not yet read; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      bufferStart += next;
      limit -= next;
      next = 0;
    }
    int count = in.read(buffer, limit, CAPACITY - limit);
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }
}
