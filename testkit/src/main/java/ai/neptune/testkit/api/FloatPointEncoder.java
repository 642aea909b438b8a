package ai.neptune.testkit.api;

import ai.neptune.testkit.model.FloatSeries;
import ai.neptune.testkit.model.SeriesView;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** Encodes messages FloatPoint (docs/protocol.md, 5) into a buffer, and that into a stream. */
final class FloatPointEncoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte VALUES_TAG = 2 << 3 | 2;
  private static final byte TIME_TAG = 1 << 3;
  private static final byte STEP_TAG = 2 << 3 | 1;
  private static final byte VALUE_TAG = 3 << 3 | 1;
  private static final byte PREVIEW_TAG = 4 << 3;
  private static final byte COMPLETION_TAG = 5 << 3 | 5;
  private static final int BUFFER_BYTES = 64 * 1024;
  // A point takes 38 bytes at most, its tag and its length included.
  private static final int MAX_FIELD_BYTES = 48;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;

  FloatPointEncoder(OutputStream out) {
    this.out = out;
  }

  /** The length of the points, each with its tag and its length. */
  static long length(SeriesView<FloatSeries> view) {
    long length = 0;
    for (SeriesView.Piece<FloatSeries> piece : view.pieces()) {
      FloatSeries series = piece.series();
      for (int i = piece.from(); i < piece.to(); i++) {
        length += 2 + length(series, i);
      }
    }
    return length;
  }

  void write(SeriesView<FloatSeries> view, boolean descending) throws IOException {
    List<SeriesView.Piece<FloatSeries>> pieces = view.pieces();
    if (descending) {
      for (int p = pieces.size() - 1; p >= 0; p--) {
        SeriesView.Piece<FloatSeries> piece = pieces.get(p);
        for (int i = piece.to() - 1; i >= piece.from(); i--) {
          write(piece.series(), i);
        }
      }
    } else {
      for (SeriesView.Piece<FloatSeries> piece : pieces) {
        for (int i = piece.from(); i < piece.to(); i++) {
          write(piece.series(), i);
        }
      }
    }
  }

  /** Writes a tag and a number: the length of what follows, or a field of its own. */
  void writeLength(byte tag, long length) throws IOException {
    makeRoom();
    buffer[position++] = tag;
    putVarint(length);
  }

  void writeBytes(byte tag, byte[] bytes) throws IOException {
    writeLength(tag, bytes.length);
    if (bytes.length > BUFFER_BYTES - position) {
      flush();
    }
    if (bytes.length > BUFFER_BYTES) {
      out.write(bytes);
      return;
    }
    System.arraycopy(bytes, 0, buffer, position, bytes.length);
    position += bytes.length;
  }

  void flush() throws IOException {
    if (position > 0) {
      out.write(buffer, 0, position);
      position = 0;
    }
  }

  // Proto3 leaves out fields that hold their default.
  private static int length(FloatSeries series, int index) {
    long time = series.time(index);
    float completion = series.completion(index);
    return (time == 0 ? 0 : 1 + CodedOutputStream.computeUInt64SizeNoTag(time))
        + (Double.doubleToRawLongBits(series.step(index)) == 0 ? 0 : 9)
        + (Double.doubleToRawLongBits(series.value(index)) == 0 ? 0 : 9)
        + (completion < 1f ? 2 : 0)
        + (Float.floatToRawIntBits(completion) == 0 ? 0 : 5);
  }

  private void write(FloatSeries series, int index) throws IOException {
    makeRoom();
    buffer[position++] = VALUES_TAG;
    int lengthPosition = position++;
    long time = series.time(index);
    if (time != 0) {
      buffer[position++] = TIME_TAG;
      putVarint(time);
    }
    putDouble(STEP_TAG, series.step(index));
    putDouble(VALUE_TAG, series.value(index));
    float completion = series.completion(index);
    if (completion < 1f) {
      buffer[position++] = PREVIEW_TAG;
      buffer[position++] = 1;
    }
    int completionBits = Float.floatToRawIntBits(completion);
    if (completionBits != 0) {
      buffer[position++] = COMPLETION_TAG;
      INTS.set(buffer, position, completionBits);
      position += Integer.BYTES;
    }
    buffer[lengthPosition] = (byte) (position - lengthPosition - 1);
  }

  private void putDouble(byte tag, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits != 0) {
      buffer[position++] = tag;
      LONGS.set(buffer, position, bits);
      position += Long.BYTES;
    }
  }

  private void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[position++] = (byte) rest;
  }

  private void makeRoom() throws IOException {
    if (position > BUFFER_BYTES - MAX_FIELD_BYTES) {
      flush();
    }
  }
}
