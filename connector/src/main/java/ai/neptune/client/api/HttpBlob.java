package ai.neptune.client.api;

import ai.neptune.client.Blob;
import ai.neptune.client.http.StreamedResponse;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A blob as an HTTP response brings it. */
final class HttpBlob implements Blob {

  /** A strong one: a weak one does not vouch for the bytes, and may not be named for the rest. */
  private static final Pattern STRONG_ETAG = Pattern.compile("\"[!#-~]*\"");

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(?:\\d+|\\*)");

  private final StreamedResponse response;
  private final InputStream body;
  private final long offset;
  private final long contentLength;
  private final String etag;

  private HttpBlob(StreamedResponse response, long offset, long contentLength) {
    this.response = response;
    this.body = contentLength < 0 ? response : new Exactly(response, contentLength);
    this.offset = offset;
    this.contentLength = contentLength;
    // A weak one does not vouch for the bytes, and may not be named when asking for the rest.
    String tag = response.header("ETag");
    this.etag = tag != null && STRONG_ETAG.matcher(tag).matches() ? tag : null;
  }

  static HttpBlob whole(StreamedResponse response) {
    return new HttpBlob(response, 0, contentLength(response));
  }

  static HttpBlob rest(StreamedResponse response, long offset) {
    String header = response.header("Content-Range");
    String range = header == null ? "" : header;
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
    response.close();
  }

  private static long contentLength(StreamedResponse response) {
    String length = response.header("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw new UnexpectedResponseException("The storage sends a blob of so many bytes: " + length);
    }
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
