package ai.neptune.client.api;

import ai.neptune.client.Blob;
import ai.neptune.client.http.StreamedResponse;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A blob as an HTTP response brings it. */
final class HttpBlob implements Blob {

  /** A weak one does not vouch for the bytes, and may not be named when asking for the rest. */
  private static final Pattern STRONG_ETAG = Pattern.compile("\"[!#-~]*\"");

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?i)bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private static final Pattern TOTAL_ONLY = Pattern.compile("(?i)bytes \\*/(\\d{1,18})");

  /** Positions, and what stands between them. */
  private static final Pattern HARMLESS = Pattern.compile("(?i)(?:bytes )?[0-9*/ -]{0,60}");

  private final StreamedResponse response;
  private final InputStream body;
  private final long offset;
  private final long contentLength;
  private final long totalLength;

  private HttpBlob(
      StreamedResponse response,
      InputStream body,
      long offset,
      long contentLength,
      long totalLength) {
    this.response = response;
    this.body = body;
    this.offset = offset;
    this.contentLength = contentLength;
    this.totalLength = totalLength;
  }

  /**
   * A response with all of a blob. One with a range, whatever its status, has no more than that.
   *
   * @param broken what becomes of a failure before the first byte
   * @param begun is told of the first byte, or of the end where there is none
   */
  static HttpBlob whole(
      StreamedResponse response, UnaryOperator<IOException> broken, Runnable begun) {
    String range = response.header("Content-Range");
    if (range != null && !isOfAllBytes(range)) {
      throw new UnexpectedResponseException(
          "The storage sent the range '%s' as if it were the whole file.".formatted(shown(range)));
    }
    long length = contentLength(response);
    return new HttpBlob(response, new BlobBody(response, length, broken, begun), 0, length, length);
  }

  /** A response with the bytes of a blob from an offset on; all else is as above. */
  static HttpBlob rest(
      StreamedResponse response, long offset, UnaryOperator<IOException> broken, Runnable begun) {
    String header = response.header("Content-Range");
    String range = header == null ? "" : header;
    Matcher matcher = CONTENT_RANGE.matcher(range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != offset) {
      throw new UnexpectedResponseException(
          "The storage was asked for the bytes from %d on, and sent the range '%s'."
              .formatted(offset, shown(range)));
    }
    long end = Long.parseLong(matcher.group(2)) + 1;
    long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
    long length = contentLength(response);
    if (end <= offset || (total >= 0 && end > total) || (length >= 0 && length != end - offset)) {
      throw new UnexpectedResponseException(
          "The storage announced the range '%s' and a body of %d bytes, which contradict each other."
              .formatted(shown(range), length));
    }
    return new HttpBlob(
        response, new BlobBody(response, end - offset, broken, begun), offset, end - offset, total);
  }

  /** How many bytes a blob has that has none of the range asked for; -1 if the storage is mute. */
  static long totalLength(StreamedResponse response) {
    String range = response.header("Content-Range");
    Matcher matcher = TOTAL_ONLY.matcher(range == null ? "" : range);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static boolean isOfAllBytes(String range) {
    Matcher matcher = CONTENT_RANGE.matcher(range);
    return matcher.matches()
        && Long.parseLong(matcher.group(1)) == 0
        && !matcher.group(3).equals("*")
        && Long.parseLong(matcher.group(2)) + 1 == Long.parseLong(matcher.group(3));
  }

  /** A header from a storage may hold anything, even the signature of the URL. */
  private static String shown(String range) {
    return HARMLESS.matcher(range).matches() ? range : "<hidden>";
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
  public long totalLength() {
    return totalLength;
  }

  @Override
  public @Nullable String etag() {
    String tag = response.header("ETag");
    return tag != null && STRONG_ETAG.matcher(tag).matches() ? tag : null;
  }

  @Override
  public @Nullable String lastModified() {
    return response.header("Last-Modified");
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
      throw new UnexpectedResponseException(
          "The storage announced the length of a body in another form than a number.");
    }
  }
}
