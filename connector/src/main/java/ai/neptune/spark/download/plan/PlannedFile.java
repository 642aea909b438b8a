package ai.neptune.spark.download.plan;

import org.jspecify.annotations.Nullable;

/**
 * A file and where it goes.
 *
 * @param path relative to the destination
 * @param earlier what earlier downloads prove about a file at the path, or null if nothing is to be
 *     kept
 */
public record PlannedFile(FileReference file, String path, @Nullable Provenance earlier) {

  /** The file as bytes, for shuffles. */
  public byte[] toBytes() {
    PackedWriter out = new PackedWriter();
    file.pack(out);
    out.text(path);
    out.flag(earlier != null);
    if (earlier != null) {
      earlier.pack(out);
    }
    return out.toBytes();
  }

  public static PlannedFile fromBytes(byte[] bytes) {
    PackedReader in = new PackedReader(bytes);
    return new PlannedFile(
        FileReference.unpack(in), in.requiredText(), in.flag() ? Provenance.unpack(in) : null);
  }
}
