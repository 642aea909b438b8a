package ai.neptune.testkit.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a response: its length is known before it is written. */
public interface Body {

  /** The length in bytes. */
  long length();

  /** Writes exactly {@link #length()} bytes. */
  void writeTo(OutputStream out) throws IOException;

  /** A body that is held in memory. */
  static Body of(byte[] content) {
    return new Body() {
      @Override
      public long length() {
        return content.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(content);
      }
    };
  }
}
