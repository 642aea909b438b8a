package ai.neptune.spark.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.apache.spark.Partitioner;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file, on its way to the task that exports its run. It travels as bytes, which
 * every serializer knows.
 *
 * @param step in a file series, or null
 * @param timeMillis of a point of a file series, or null
 * @param path below the folder of the project's files, or null if it is not there
 * @param error why it could not be downloaded, or null
 */
record FileRow(
    String attribute,
    @Nullable Double step,
    @Nullable Long timeMillis,
    @Nullable String path,
    long bytes,
    @Nullable String error) {

  private static final int HEAD = 2 * Integer.BYTES + 1;

  /**
   * Where a row belongs, in the order in which its task needs it.
   *
   * @param item the task
   * @param run the position of the run in the task's item
   */
  byte[] key(int item, int run) {
    byte[] name = attribute.getBytes(StandardCharsets.UTF_8);
    // All numbers in the order of their bits, without a sign.
    long bits = step == null ? 0 : Double.doubleToLongBits(step);
    long sortable = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    return ByteBuffer.allocate(HEAD + name.length + 1 + Long.BYTES)
        .putInt(item)
        .putInt(run)
        .put((byte) (step == null ? 0 : 1))
        .put(name)
        .put((byte) 0)
        .putLong(sortable)
        .array();
  }

  static int itemOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  static int runOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt(Integer.BYTES);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, attribute);
      out.writeBoolean(step != null);
      out.writeDouble(step == null ? 0 : step);
      out.writeBoolean(timeMillis != null);
      out.writeLong(timeMillis == null ? 0 : timeMillis);
      write(out, path);
      out.writeLong(this.bytes);
      write(out, error);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static FileRow fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String attribute = Objects.requireNonNull(read(in));
      boolean hasStep = in.readBoolean();
      double step = in.readDouble();
      boolean hasTime = in.readBoolean();
      long time = in.readLong();
      return new FileRow(
          attribute,
          hasStep ? (Double) step : null,
          hasTime ? (Long) time : null,
          read(in),
          in.readLong(),
          read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    byte[] utf8 = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8 == null ? -1 : utf8.length);
    if (utf8 != null) {
      out.write(utf8);
    }
  }

  private static @Nullable String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Sends rows to the tasks of their items. */
  static final class ByItem extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int items;

    ByItem(int items) {
      this.items = items;
    }

    @Override
    public int numPartitions() {
      return items;
    }

    @Override
    public int getPartition(Object key) {
      return itemOf((byte[]) key);
    }
  }

  /** The order of {@link #key keys}. */
  static final class KeyOrder implements Comparator<byte[]>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(byte[] left, byte[] right) {
      return Arrays.compareUnsigned(left, right);
    }
  }
}
