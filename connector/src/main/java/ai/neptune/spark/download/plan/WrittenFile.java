package ai.neptune.spark.download.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the destination says about a file, by which it is recognised later.
 *
 * @param modified the time of modification, in milliseconds of the destination's clock
 * @param etag the store's tag of the content, or null if it has none
 */
public record WrittenFile(long length, long modified, @Nullable String etag) {

  void pack(PackedWriter out) {
    out.number(length);
    out.number(modified);
    out.text(etag);
  }

  static WrittenFile unpack(PackedReader in) {
    return new WrittenFile(in.requiredNumber(), in.requiredNumber(), in.text());
  }
}
