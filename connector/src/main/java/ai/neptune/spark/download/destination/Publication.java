package ai.neptune.spark.download.destination;

import java.io.Closeable;

/**
 * A file on its way to its final name, under which it appears only when it is whole. Closing it
 * unpublished leaves nothing behind.
 */
public interface Publication extends Closeable {

  /** Adds bytes to the file's end. */
  void write(byte[] bytes, int length);

  /** Forgets what was written: the file begins anew. */
  void restart();

  /** Makes the file appear under its final name, in place of one that was there. */
  void publish();

  @Override
  void close();
}
