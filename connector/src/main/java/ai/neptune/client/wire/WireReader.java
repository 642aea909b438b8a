package ai.neptune.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's wire format from a stream through one buffer. Bytes in the buffer may be decoded
 * directly, and up to {@link #SLACK} bytes behind them may be read.
 */
final class WireReader {

  /** The most bytes that can be in the buffer at once. */
  static final int CAPACITY = 64 * 1024;

  /** The number of arbitrary bytes that may be read behind the last one in the buffer. */
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
   * The index in the buffer behind its last byte.
   *
   * @param end the end of the current message; bytes behind it do not count
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
   * @param end the end of the message that contains the field
   */
  long readLength(long end) throws IOException {
    long length = readVarint();
    if (length < 0 || length > end - position()) {
      throw new MalformedResponseException("a part of it claims to be longer than the whole");
    }
    return length;
  }

  /**
   * Reads the length of a message, and returns the end of the message.
   *
   * @param end the end of the message that contains it
   */
  long readEnd(long end) throws IOException {
    long length = readLength(end);
    return position() + length;
  }

  /** Checks that the last field of a message ends where the message does. */
  void requireEnd(long end) throws MalformedResponseException {
    if (position() != end) {
      throw new MalformedResponseException("a part of it is longer than it claims to be");
    }
  }

  /**
   * Reads a text of at most {@link #CAPACITY} bytes.
   *
   * @param end the end of the message that contains it
   */
  String readString(long end) throws IOException {
    int length = (int) Math.min(readLength(end), Integer.MAX_VALUE);
    require(length);
    String text = new String(buffer, next, length, StandardCharsets.UTF_8);
    advance(length);
    return text;
  }

  /** Ensures that the next bytes are in the buffer, from {@link #index} on. */
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

  /** Skips bytes in the buffer. */
  void advance(int count) {
    next += count;
  }

  /** Skips the value of an unknown field. */
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

  /** Reads more bytes behind the unread ones; false at the end of the stream. */
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
