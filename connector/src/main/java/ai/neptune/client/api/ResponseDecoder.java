package ai.neptune.client.api;

import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a response. */
@FunctionalInterface
public interface ResponseDecoder<T> {

  /**
   * Reads the whole body, already decompressed.
   *
   * @throws IOException if the stream broke or has other content than expected; the caller tells
   *     the two apart
   */
  T decode(InputStream body) throws IOException;
}
