package ai.neptune.spark.download.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes, for shuffles: any serializer that a user has chosen can carry these. {@link
 * PackedReader} reads them in the same order.
 */
final class PackedWriter {

  private static final int EXPECTED_BYTES = 512;

  private ByteBuffer out = ByteBuffer.allocate(EXPECTED_BYTES);

  void text(@Nullable String text) {
    if (text == null) {
      room(Integer.BYTES).putInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
  }

  void number(@Nullable Long number) {
    flag(number != null);
    if (number != null) {
      room(Long.BYTES).putLong(number);
    }
  }

  void decimal(@Nullable Double number) {
    flag(number != null);
    if (number != null) {
      room(Double.BYTES).putDouble(number);
    }
  }

  void flag(boolean flag) {
    room(1).put((byte) (flag ? 1 : 0));
  }

  byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int size = Math.max(2 * out.capacity(), out.position() + bytes);
      out = ByteBuffer.wrap(Arrays.copyOf(out.array(), size)).position(out.position());
    }
    return out;
  }
}
