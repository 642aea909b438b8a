package ai.neptune.testkit.model;

import java.io.IOException;
import java.io.OutputStream;

/** The content of a file in storage. Equal blobs have equal content. */
public interface Blob {

  /** The size in bytes. */
  long size();

  /** A strong entity tag, in quotes. */
  String entityTag();

  /** Writes the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  void writeTo(OutputStream out, long from, long to) throws IOException;
}
