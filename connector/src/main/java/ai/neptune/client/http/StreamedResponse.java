package ai.neptune.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** The response to a request. One thread reads its body; any thread may close it. */
public final class StreamedResponse extends BodyStream {

  private final HttpConnections connections;
  private final HttpConnection connection;
  private final ClassicHttpResponse response;
  private final InputStream content;
  private final LongAdder bytesReceived;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean ended;

  StreamedResponse(
      HttpConnections connections,
      HttpConnection connection,
      ClassicHttpResponse response,
      LongAdder bytesReceived)
      throws IOException {
    this.connections = connections;
    this.connection = connection;
    this.response = response;
    HttpEntity entity = response.getEntity();
    this.content = entity == null ? InputStream.nullInputStream() : entity.getContent();
    this.bytesReceived = bytesReceived;
  }

  public int status() {
    return response.getCode();
  }

  /** A header's value, or null. */
  public @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    Cancellation.throwIfInterrupted();
    int count = receive(target, offset, length);
    if (count >= 0) {
      bytesReceived.add(count);
    } else {
      ended = true;
    }
    return count;
  }

  private int receive(byte[] target, int offset, int length) throws IOException {
    try {
      return content.read(target, offset, length);
    } catch (IOException e) {
      throw MalformedHttp.failure(e);
    }
  }

  /** Gives the connection back if the body has been read to its end, else drops it. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (ended) {
      connections.keep(connection);
    } else {
      connections.drop(connection);
    }
  }
}
