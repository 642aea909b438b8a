package ai.neptune.client.api;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/** The body of a blob: a stream that may not end before it has been received as announced. */
final class BlobBody extends FilterInputStream {

  private final long announced;
  private final UnaryOperator<IOException> broken;
  private final Runnable begun;
  private long received;
  private boolean hasBegun;

  /**
   * @param announced how many bytes it has, or -1 if the storage did not say
   * @param broken what becomes of a failure before the first byte
   * @param begun is told of the first byte, or of the end where there is none
   */
  BlobBody(InputStream in, long announced, UnaryOperator<IOException> broken, Runnable begun) {
    super(in);
    this.announced = announced;
    this.broken = broken;
    this.begun = begun;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(target, offset, length);
      requireAll(count);
    } catch (IOException e) {
      throw hasBegun ? e : broken.apply(e);
    }
    if (!hasBegun) {
      hasBegun = true;
      begun.run();
    }
    received += Math.max(0, count);
    return count;
  }

  /** Reads past bytes, so that they are counted. */
  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, 8192)];
    return count <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  private void requireAll(int count) throws EOFException {
    if (count < 0 && received < announced) {
      throw new EOFException(
          "The storage sent %d bytes of the %d that it announced".formatted(received, announced));
    }
  }
}
