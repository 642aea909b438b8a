package ai.neptune.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows the responses that pass through a connection, to know when one is whole. */
final class ResponseEnd {

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");

  private final StringBuilder head = new StringBuilder();
  private boolean inBody;
  private boolean isWhole;
  private long bytesLeft;

  /** The end of a body in chunks; null for another body. */
  private @Nullable String endOfChunks;

  /** Takes the next bytes, which belong to one response, and says whether it is whole now. */
  boolean isWholeWith(byte[] bytes, int length) {
    if (isWhole) {
      head.setLength(0);
      inBody = false;
      isWhole = false;
    }
    int next = 0;
    while (!inBody && next < length) {
      head.append((char) (bytes[next++] & 0xff));
      inBody = head.indexOf(END_OF_HEAD, Math.max(0, head.length() - END_OF_HEAD.length())) >= 0;
      if (inBody) {
        beginBody(head.toString().toLowerCase(Locale.ROOT));
      }
    }
    isWhole = inBody && isBodyWholeWith(bytes, next, length - next);
    return isWhole;
  }

  private void beginBody(String headers) {
    Matcher contentLength = LENGTH.matcher(headers);
    bytesLeft = contentLength.find() ? Long.parseLong(contentLength.group(1)) : 0;
    endOfChunks = headers.contains("\r\ntransfer-encoding: chunked") ? "\r\n" : null;
  }

  private boolean isBodyWholeWith(byte[] bytes, int from, int length) {
    if (endOfChunks == null) {
      bytesLeft -= length;
      return bytesLeft <= 0;
    }
    int seen = Math.min(length, LAST_CHUNK.length());
    String end =
        endOfChunks + new String(bytes, from + length - seen, seen, StandardCharsets.ISO_8859_1);
    endOfChunks = end.substring(Math.max(0, end.length() - LAST_CHUNK.length()));
    return endOfChunks.equals(LAST_CHUNK);
  }
}
