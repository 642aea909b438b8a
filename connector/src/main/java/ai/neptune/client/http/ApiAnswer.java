package ai.neptune.client.http;

import ai.neptune.client.NeptuneException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** The answer to an API request, until it is closed. */
final class ApiAnswer implements Closeable {

  private static final int LONGEST_ERROR_BODY = 64 * 1024;
  private static final int LONGEST_REST = 64 * 1024;

  private final ApiRequest request;
  private final HttpResponse<ResponseBody> response;

  /**
   * @param deadlineNanos the {@link System#nanoTime} by which the body has to be there
   */
  ApiAnswer(ApiRequest request, HttpResponse<ResponseBody> response, long deadlineNanos) {
    this.request = request;
    this.response = response;
    response.body().endBy(deadlineNanos);
  }

  int status() {
    return response.statusCode();
  }

  /**
   * Decodes the body of a success; for any other status throws what it means.
   *
   * @throws IOException if asking again may help
   * @throws NeptuneException if not
   */
  <T> T decode(AnswerDecoder<T> decoder) throws IOException {
    if (status() < 200 || status() > 299) {
      throwFailure();
    }
    String head = "";
    try (InputStream content = content()) {
      HeadStream remembering = new HeadStream(content);
      try {
        T decoded = decoder.decode(remembering);
        readToEnd();
        return decoded;
      } finally {
        head = remembering.head();
      }
    } catch (IOException e) {
      IOException broken = response.body().failure();
      if (broken != null) {
        throw broken;
      }
      throw ApiErrors.undecodable(request, status(), head, e);
    }
  }

  /** Drops the connection, unless the body has been read to its end. */
  @Override
  public void close() {
    response.body().close();
  }

  private void throwFailure() throws IOException {
    String body = errorBody();
    if (TransientResponseException.isTransient(status())) {
      throw ApiErrors.transientFailure(
          request, status(), RetryAfter.of(headers(), Instant.now()), body);
    }
    throw ApiErrors.finalFailure(request, status(), body);
  }

  private HttpHeaders headers() {
    return response.headers();
  }

  private InputStream content() throws IOException {
    boolean zipped =
        headers().firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    InputStream content =
        zipped ? new GZIPInputStream(response.body(), 64 * 1024) : response.body();
    return new BoundedBody(content);
  }

  /** The body of an error; that it broke, or is not what it says, matters no more. */
  private String errorBody() {
    try (InputStream content = content()) {
      return new String(content.readNBytes(LONGEST_ERROR_BODY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Reads what decoders leave, such as the last chunk's mark: connections are kept for reuse. */
  private void readToEnd() throws IOException {
    response.body().readNBytes(LONGEST_REST);
  }
}
