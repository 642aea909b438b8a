package ai.neptune.spark.download.transfer;

import ai.neptune.client.Blob;
import org.jspecify.annotations.Nullable;

/**
 * One version of a blob, by what the storage says about it. Bytes of two versions never make one
 * file.
 *
 * @param etag the tag of its content, or null
 * @param lastModified when it was written, in the storage's words, or null
 * @param length how many bytes it has, or -1 if unknown
 */
record BlobVersion(@Nullable String etag, @Nullable String lastModified, long length) {

  static final BlobVersion UNKNOWN = new BlobVersion(null, null, -1);

  static BlobVersion of(Blob blob) {
    long length =
        blob.totalLength() < 0 && blob.offset() == 0 ? blob.contentLength() : blob.totalLength();
    return new BlobVersion(blob.etag(), blob.lastModified(), length);
  }

  /** Whether the rest of it can be asked for: a weak tag does not promise the same bytes. */
  boolean isResumable() {
    return etag != null && !etag.startsWith("W/");
  }

  /** Whether a response with the rest is of this version, for all that it says. */
  boolean isContinuedBy(BlobVersion rest) {
    return etag != null
        && isResumable()
        && etag.equals(rest.etag)
        && (lastModified == null
            || rest.lastModified == null
            || lastModified.equals(rest.lastModified))
        && (length < 0 || rest.length < 0 || length == rest.length);
  }

  /** The same version, with a length that only the response with the rest knows. */
  BlobVersion completedBy(BlobVersion rest) {
    return length < 0 ? new BlobVersion(etag, lastModified, rest.length) : this;
  }
}
