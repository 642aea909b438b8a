package ai.neptune.spark.download;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A file and where it goes.
 *
 * @param path relative to the destination
 * @param earlier what earlier downloads tell of a file at the path, or null if it does not matter
 */
record PlannedFile(FileReference file, String path, Provenance earlier) {

  /** The file as bytes, for shuffles: any serialiser that a user has chosen can carry these. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(file.project(), out);
      write(file.experiment(), out);
      write(file.run(), out);
      write(file.attribute(), out);
      out.writeBoolean(file.step() != null);
      out.writeDouble(file.step() == null ? 0 : file.step());
      write(file.path(), out);
      out.writeBoolean(file.sizeBytes() != null);
      out.writeLong(file.sizeBytes() == null ? 0 : file.sizeBytes());
      write(file.mimeType(), out);
      write(path, out);
      out.writeBoolean(earlier != null);
      out.writeLong(earlier == null ? 0 : earlier.after());
      out.writeLong(earlier == null ? 0 : earlier.until());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static PlannedFile fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String project = readString(in);
      String experiment = readString(in);
      String run = readString(in);
      String attribute = readString(in);
      boolean hasStep = in.readBoolean();
      double step = in.readDouble();
      String storagePath = readString(in);
      boolean hasSize = in.readBoolean();
      long size = in.readLong();
      String mimeType = readString(in);
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
      String path = readString(in);
      boolean hasEarlier = in.readBoolean();
      Provenance earlier = new Provenance(in.readLong(), in.readLong());
      return new PlannedFile(file, path, hasEarlier ? earlier : null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readString(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
