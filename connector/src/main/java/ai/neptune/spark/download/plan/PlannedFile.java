package ai.neptune.spark.download.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A file and where it goes.
 *
 * @param path relative to the destination
 * @param earlier what earlier downloads tell of a file at the path, or null if it does not matter
 */
public record PlannedFile(FileReference file, String path, Provenance earlier) {

  /** Whether there is a step, a size, something earlier; and these. */
  private static final int NUMBERS_BYTES = 3 + Double.BYTES + 3 * Long.BYTES;

  /** The file as bytes, for shuffles: any serialiser that a user has chosen can carry these. */
  public byte[] toBytes() {
    byte[][] texts = {
      utf8(file.project()),
      utf8(file.experiment()),
      utf8(file.run()),
      utf8(file.attribute()),
      utf8(file.path()),
      utf8(file.mimeType()),
      utf8(path)
    };
    int length = NUMBERS_BYTES;
    for (byte[] text : texts) {
      length += Integer.BYTES + (text == null ? 0 : text.length);
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    for (byte[] text : texts) {
      out.putInt(text == null ? -1 : text.length);
      if (text != null) {
        out.put(text);
      }
    }
    out.put((byte) (file.step() == null ? 0 : 1));
    out.putDouble(file.step() == null ? 0 : file.step());
    out.put((byte) (file.sizeBytes() == null ? 0 : 1));
    out.putLong(file.sizeBytes() == null ? 0 : file.sizeBytes());
    out.put((byte) (earlier == null ? 0 : 1));
    out.putLong(earlier == null ? 0 : earlier.after());
    out.putLong(earlier == null ? 0 : earlier.until());
    return out.array();
  }

  public static PlannedFile fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    String project = text(in);
    String experiment = text(in);
    String run = text(in);
    String attribute = text(in);
    String storagePath = text(in);
    String mimeType = text(in);
    String path = text(in);
    boolean hasStep = in.get() != 0;
    double step = in.getDouble();
    boolean hasSize = in.get() != 0;
    long size = in.getLong();
    boolean hasEarlier = in.get() != 0;
    Provenance earlier = new Provenance(in.getLong(), in.getLong());
    FileReference file =
        new FileReference(
            project,
            experiment,
            run,
            attribute,
            hasStep ? step : null,
            storagePath,
            hasSize ? size : null,
            mimeType);
    return new PlannedFile(file, path, hasEarlier ? earlier : null);
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
