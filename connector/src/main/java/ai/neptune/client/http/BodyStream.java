package ai.neptune.client.http;

import java.io.IOException;
import java.io.InputStream;

/** The body of a response: a stream that is read in arrays. */
abstract class BodyStream extends InputStream {

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;
}
