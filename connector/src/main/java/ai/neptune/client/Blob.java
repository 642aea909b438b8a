package ai.neptune.client;

import java.io.Closeable;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An open blob. Closing it before its end drops the connection. */
public interface Blob extends Closeable {

  /**
   * The bytes from {@link #offset} on. A read that waits longer than the request time-out, and a
   * body shorter than {@link #contentLength}, end in an {@link java.io.IOException}.
   */
  InputStream body();

  /**
   * The position of the body's first byte: the offset asked for, or 0 if the whole blob is sent.
   */
  long offset();

  /** How many bytes the body has, or -1 if the storage does not say. */
  long contentLength();

  /**
   * How many bytes the whole blob has, or -1 if the storage does not say. A body may end before:
   * {@code offset + contentLength} is then smaller, and the rest has to be asked for.
   */
  default long totalLength() {
    return -1;
  }

  /** The version of the blob, for requests for the rest of it; or null. */
  @Nullable String etag();

  /** When the blob was last modified, in the storage's words, or null if it does not say. */
  default @Nullable String lastModified() {
    return null;
  }

  @Override
  void close();
}
