package ai.neptune.spark.download.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link PackedWriter} wrote. */
final class PackedReader {

  private final ByteBuffer in;

  PackedReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  String requiredText() {
    return Objects.requireNonNull(text());
  }

  @Nullable String text() {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  long requiredNumber() {
    return Objects.requireNonNull(number());
  }

  @Nullable Long number() {
    return flag() ? in.getLong() : null;
  }

  @Nullable Double decimal() {
    return flag() ? in.getDouble() : null;
  }

  boolean flag() {
    return in.get() != 0;
  }
}
