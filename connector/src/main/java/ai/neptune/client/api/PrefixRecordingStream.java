package ai.neptune.client.api;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream that remembers its beginning, for the message if the content cannot be decoded. Closing
 * it has no effect, since decoders close what they read.
 */
final class PrefixRecordingStream extends FilterInputStream {

  private static final int REMEMBERED_BYTES = 4096;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();

  PrefixRecordingStream(InputStream in) {
    super(in);
  }

  String head() {
    return head.toString(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0 && head.size() < REMEMBERED_BYTES) {
      head.write(next);
    }
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0 && head.size() < REMEMBERED_BYTES) {
      head.write(target, offset, Math.min(count, REMEMBERED_BYTES - head.size()));
    }
    return count;
  }

  /** Reads the skipped bytes, so that they are remembered too. */
  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, 8192)];
    return count <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public void close() {}

  @Override
  public boolean markSupported() {
    return false;
  }
}
