package ai.neptune.client.api;

import ai.neptune.client.http.HttpTransport;
import ai.neptune.errors.NeptuneException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** The response to an API request, until it is closed. */
final class ApiResponse implements Closeable {

  private static final int LONGEST_ERROR_BODY = 64 * 1024;
  private static final int LONGEST_REST = 64 * 1024;

  private final ApiRequest request;
  private final HttpTransport.Exchange exchange;

  ApiResponse(ApiRequest request, HttpTransport.Exchange exchange) {
    this.request = request;
    this.exchange = exchange;
  }

  int status() {
    return exchange.status();
  }

  /**
   * Decodes the body of a success; any other status is an exception.
   *
   * @throws IOException if asking again may help
   * @throws NeptuneException if not
   */
  <T> T decode(ResponseDecoder<T> decoder) throws IOException {
    if (status() < 200 || status() > 299) {
      throwFailure();
    }
    String head = "";
    try (InputStream content = content()) {
      PrefixRecordingStream remembering = new PrefixRecordingStream(content);
      try {
        T decoded = decoder.decode(remembering);
        readToEnd();
        return decoded;
      } finally {
        head = remembering.head();
      }
    } catch (IOException e) {
      IOException broken = exchange.failure();
      if (broken != null) {
        throw broken;
      }
      throw ApiErrors.undecodable(request, status(), head, e);
    }
  }

  /** Drops the connection, unless the body has been read to its end. */
  @Override
  public void close() {
    exchange.close();
  }

  private void throwFailure() throws IOException {
    String body = errorBody();
    if (TransientResponseException.isTransient(status())) {
      throw ApiErrors.transientFailure(
          request,
          status(),
          RetryAfter.of(exchange.header(RetryAfter.HEADER), Instant.now()),
          body);
    }
    throw ApiErrors.finalFailure(request, status(), body);
  }

  private InputStream content() throws IOException {
    boolean zipped = "gzip".equalsIgnoreCase(exchange.header("Content-Encoding"));
    InputStream content = zipped ? new GZIPInputStream(exchange, 64 * 1024) : exchange;
    return new BoundedBody(content);
  }

  /** The body of an error; empty if it broke, or is not what its headers say. */
  String errorBody() {
    try (InputStream content = content()) {
      return new String(content.readNBytes(LONGEST_ERROR_BODY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Reads what decoders leave, such as the mark of the last chunk, so that the connection is kept.
   */
  private void readToEnd() throws IOException {
    exchange.readNBytes(LONGEST_REST);
  }
}
