package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The end of a page, as a text that only the server reads. */
final class PageToken {
  private static final char SEPARATOR = '\u0000';

  private PageToken() {}

  static String of(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append(SEPARATOR);
    }
    return Base64.getUrlEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The parts of a token; fails with status 400 unless it has this many. */
  static String[] parts(String token, int count) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split(String.valueOf(SEPARATOR), -1);
      if (parts.length == count + 1 && parts[count].isEmpty()) {
        return parts;
      }
    } catch (IllegalArgumentException e) {
      throw malformed(token);
    }
    throw malformed(token);
  }

  static ApiException malformed(String token) {
    return ApiException.badRequest("\"" + token + "\" is not a page token of this request");
  }
}
