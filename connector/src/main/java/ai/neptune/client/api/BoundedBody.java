package ai.neptune.client.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A decompressed body that ends in an error when it is too long to be decoded in memory. A hostile
 * server can make a small response decompress to any length.
 */
final class BoundedBody extends FilterInputStream {

  private static final long MIB = 1 << 20;

  /** Decoded messages take several times the memory of the response. */
  static final long LONGEST = Math.max(64 * MIB, Runtime.getRuntime().maxMemory() / 8);

  /** Of what can be asked for in smaller parts, several responses must fit beside each other. */
  static final long LONGEST_OF_SEVERAL = Math.max(16 * MIB, LONGEST / 4);

  private final long longest;
  private long bytes;

  BoundedBody(InputStream in) {
    this(in, LONGEST);
  }

  BoundedBody(InputStream in, long longest) {
    super(in);
    this.longest = longest;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  private void count(long read) throws ResponseTooLongException {
    bytes += read;
    if (bytes > longest) {
      throw new ResponseTooLongException(longest / MIB);
    }
  }
}
