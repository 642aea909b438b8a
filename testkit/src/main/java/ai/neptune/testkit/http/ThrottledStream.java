package ai.neptune.testkit.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** Passes on bytes at a limited rate, in small pieces. */
final class ThrottledStream extends FilterOutputStream {
  private static final int PIECES_PER_SECOND = 20;

  private final long bytesPerSecond;
  private final long start = System.nanoTime();
  private long sent;

  ThrottledStream(OutputStream out, long bytesPerSecond) {
    super(out);
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int piece = (int) Math.max(1, Math.min(length, bytesPerSecond / PIECES_PER_SECOND));
    for (int done = 0; done < length; done += piece) {
      int size = Math.min(piece, length - done);
      sent += size;
      awaitTurn();
      out.write(bytes, offset + done, size);
      out.flush();
    }
  }

  private void awaitTurn() throws IOException {
    double dueNanos = (double) sent / bytesPerSecond * TimeUnit.SECONDS.toNanos(1);
    long waitNanos = (long) dueNanos - (System.nanoTime() - start);
    if (waitNanos > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(waitNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the server was stopped");
      }
    }
  }
}
