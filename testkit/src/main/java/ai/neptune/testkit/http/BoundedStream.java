package ai.neptune.testkit.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes on a number of bytes, and then refuses more. The response is recorded before the last
 * bytes are passed on, so that a client that has read them finds it in the log.
 */
final class BoundedStream extends OutputStream {
  private final OutputStream out;
  private final ResponseRecord record;
  private final int status;
  private long remaining;

  /** Thrown when the bound is reached and there is more to write. */
  static final class EndReached extends IOException {
    private static final long serialVersionUID = 1L;

    EndReached() {
      super("the bound is reached");
    }
  }

  BoundedStream(OutputStream out, long length, ResponseRecord record, int status) {
    this.out = out;
    this.remaining = length;
    this.record = record;
    this.status = status;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int passed = (int) Math.min(length, remaining);
    remaining -= passed;
    record.sent(passed);
    if (remaining == 0) {
      record.finished(status);
    }
    out.write(bytes, offset, passed);
    if (passed < length) {
      throw new EndReached();
    }
  }
}
