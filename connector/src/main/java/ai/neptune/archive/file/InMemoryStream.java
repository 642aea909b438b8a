package ai.neptune.archive.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;

/** Bytes in memory as Parquet reads them. */
public final class InMemoryStream extends DelegatingSeekableInputStream {

  private final Positioned bytes;

  /** The first bytes of an array. */
  public InMemoryStream(byte[] content, int length) {
    this(new Positioned(content, length));
  }

  private InMemoryStream(Positioned bytes) {
    super(bytes);
    this.bytes = bytes;
  }

  @Override
  public long getPos() {
    return bytes.position();
  }

  @Override
  public void seek(long position) throws IOException {
    bytes.seek(position);
  }

  private static final class Positioned extends ByteArrayInputStream {

    Positioned(byte[] content, int length) {
      super(content, 0, length);
    }

    int position() {
      return pos;
    }

    void seek(long position) throws IOException {
      if (position < 0 || position > count) {
        throw new IOException("No byte " + position + " in " + count);
      }
      pos = (int) position;
    }
  }
}
