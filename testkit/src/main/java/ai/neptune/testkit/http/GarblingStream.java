package ai.neptune.testkit.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Changes every byte. */
final class GarblingStream extends FilterOutputStream {
  GarblingStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] garbled = new byte[length];
    for (int i = 0; i < length; i++) {
      garbled[i] = (byte) ~bytes[offset + i];
    }
    out.write(garbled, 0, length);
  }
}
