package ai.neptune.client.http;

import ai.neptune.client.Blob;
import ai.neptune.client.UnexpectedResponseException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A blob as an HTTP answer brings it. */
final class HttpBlob implements Blob {

  /** A strong one: a weak one does not vouch for the bytes, and may not be named for the rest. */
  private static final Pattern STRONG_ETAG = Pattern.compile("\"[!#-~]*\"");

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(?:\\d+|\\*)");

  private final ResponseBody connection;
  private final InputStream body;
  private final long offset;
  private final long contentLength;
  private final String etag;

  private HttpBlob(HttpResponse<ResponseBody> response, long offset, long contentLength) {
    this.connection = response.body();
    this.body = contentLength < 0 ? connection : new Exactly(connection, contentLength);
    this.offset = offset;
    this.contentLength = contentLength;
    this.etag =
        response.headers().firstValue("ETag").filter(STRONG_ETAG.asMatchPredicate()).orElse(null);
  }

  static HttpBlob whole(HttpResponse<ResponseBody> response) {
    return new HttpBlob(response, 0, contentLength(response));
  }

  static HttpBlob rest(HttpResponse<ResponseBody> response, long offset) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != offset) {
      throw new UnexpectedResponseException(
          "Asked for the bytes from " + offset + " on, the storage sent: " + range);
    }
    long length = Long.parseLong(matcher.group(2)) - offset + 1;
    long contentLength = contentLength(response);
    if (contentLength >= 0 && contentLength != length) {
      throw new UnexpectedResponseException(
          "The storage announced the bytes " + range + " but sends " + contentLength);
    }
    return new HttpBlob(response, offset, length);
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public String etag() {
    return etag;
  }

  @Override
  public void close() {
    connection.close();
  }

  private static long contentLength(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  /** A stream that may not end early. */
  private static final class Exactly extends FilterInputStream {

    private final long expected;
    private long received;

    Exactly(InputStream in, long expected) {
      super(in);
      this.expected = expected;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? -1 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      count(count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      received += skipped;
      return skipped;
    }

    private void count(int count) throws EOFException {
      if (count >= 0) {
        received += count;
      } else if (received < expected) {
        throw new EOFException(
            "The storage sent " + received + " bytes of the " + expected + " it announced");
      }
    }
  }
}
