package ai.neptune.testkit.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Sends one response, with the effects of faults. */
final class ResponseWriter {
  private static final int MIN_COMPRESSED_BYTES = 1024;

  private final HttpExchange exchange;
  private final FaultEffects fault;
  private final ResponseRecord record;

  ResponseWriter(HttpExchange exchange, FaultEffects fault, ResponseRecord record) {
    this.exchange = exchange;
    this.fault = fault;
    this.record = record;
  }

  void write(Response response, boolean compressible) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    response.headers().forEach(headers::set);
    Body body = hasBody(response.status()) ? response.body() : Body.of(new byte[0]);
    if (compressible && body.length() >= MIN_COMPRESSED_BYTES && acceptsGzip()) {
      body = compressed(body);
      headers.set("Content-Encoding", "gzip");
    }
    fault.headers().forEach(headers::set);
    if (fault.retryAfter() != null) {
      headers.set("Retry-After", fault.retryAfter());
    }
    long announced = fault.contentLength() == null ? body.length() : fault.contentLength();
    long sent = Math.min(body.length(), announced);
    if (fault.truncateAfterBytes() != null) {
      sent = Math.min(sent, fault.truncateAfterBytes());
    }
    if (sent == 0) {
      record.finished(response.status());
    }
    // The JDK takes 0 for an unknown length and -1 for no body.
    exchange.sendResponseHeaders(response.status(), announced == 0 ? -1 : announced);
    if (announced > 0) {
      send(body, sent, response.status());
    }
    // Closing the exchange with less sent than announced closes the connection.
  }

  private void send(Body body, long length, int status) throws IOException {
    OutputStream out = exchange.getResponseBody();
    if (fault.bytesPerSecond() != null) {
      out = new ThrottledStream(out, fault.bytesPerSecond());
    }
    if (fault.garble()) {
      out = new GarblingStream(out);
    }
    try {
      body.writeTo(new BoundedStream(out, length, record, status));
    } catch (BoundedStream.EndReached e) {
      // Everything up to the bound was sent.
      out.flush();
    } finally {
      record.finished(status);
    }
  }

  // Responses of these statuses have no body.
  private static boolean hasBody(int status) {
    return status != 204 && status != 304;
  }

  private boolean acceptsGzip() {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private static Body compressed(Body body) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(buffer, 64 * 1024)) {
      body.writeTo(gzip);
    }
    return Body.of(buffer.toByteArray());
  }
}
