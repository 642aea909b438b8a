package ai.neptune.client.http;

import java.io.InputStream;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/** A connection that knows whether it has received more than has been read. */
final class BufferedConnection extends DefaultBHttpClientConnection {

  private @Nullable SessionInputBuffer buffer;

  BufferedConnection(Http1Config config) {
    super(config);
  }

  /** Whether something has arrived behind the body of the last response. */
  boolean hasUnreadBytes() {
    return buffer != null && buffer.length() > 0;
  }

  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer received, InputStream in) {
    buffer = received;
    return super.createContentInputStream(length, received, in);
  }
}
