package ai.neptune.client;

import java.util.List;
import java.util.Locale;

/**
 * Takes out of a text what looks like a secret, before it is shown. It looks at each character a
 * fixed number of times: regular expressions for the same would take minutes for some texts of 64
 * KB.
 */
public final class Redaction {

  private static final String HIDDEN = "<hidden>";

  private static final List<String> ENDS_OF_SECRET_NAMES =
      List.of(
          "token",
          "secret",
          "password",
          "signature",
          "apikey",
          "api_key",
          "api-key",
          "credential",
          "credentials");

  /** Headers whose value is several words. */
  private static final List<String> ENDS_OF_SECRET_HEADERS = List.of("authorization", "cookie");

  private static final String ESCAPED_QUESTION_MARK = "\\u003f";
  private static final String SPACE = " \t\r\n";

  private final String text;
  private final StringBuilder shown;
  private int next;

  private Redaction(String text) {
    this.text = text;
    this.shown = new StringBuilder(text.length());
  }

  /**
   * The text without the query strings and users of URLs, without JWTs and API tokens, and without
   * the values of what is named like a secret.
   */
  public static String redact(String text) {
    return new Redaction(EncodedJson.hide(text, HIDDEN)).redact();
  }

  private String redact() {
    while (next < text.length()) {
      if (isInWord(text.charAt(next))) {
        redactWord();
      } else {
        shown.append(text.charAt(next));
        next++;
      }
    }
    return shown.toString();
  }

  private void redactWord() {
    int end = next;
    while (end < text.length() && isInWord(text.charAt(end))) {
      end++;
    }
    String word = text.substring(next, end).toLowerCase(Locale.ROOT);
    shown.append(text, next, end);
    next = end;
    int address = word.endsWith("http") || word.endsWith("https") ? startOfAddress(end) : end;
    if (address > end) {
      redactUrl(address);
    } else if (ENDS_OF_SECRET_HEADERS.stream().anyMatch(word::endsWith)) {
      redactValue("\r\n\"'");
    } else if (word.equals("sig") || ENDS_OF_SECRET_NAMES.stream().anyMatch(word::endsWith)) {
      redactValue(SPACE + "\"',;&}");
    }
  }

  /** Where the address of a URL begins, behind its scheme; the same position if none follows. */
  private int startOfAddress(int position) {
    if (position == text.length() || text.charAt(position) != ':') {
      return position;
    }
    int address = skip(position + 1, "/\\");
    return address == position + 1 ? position : address;
  }

  private void redactUrl(int address) {
    int path = -1;
    int user = -1;
    int query = -1;
    int end = address;
    while (end < text.length() && query < 0 && !endsUrl(text.charAt(end))) {
      char c = text.charAt(end);
      if (c == '?' || text.regionMatches(true, end, ESCAPED_QUESTION_MARK, 0, 6)) {
        query = end;
      } else if (c == '@' && path < 0) {
        user = end;
      } else if ((c == '/' || c == '\\') && path < 0) {
        path = end;
      }
      end++;
    }
    shown.append(text, next, address).append(user < 0 ? "" : HIDDEN);
    shown.append(text, user < 0 ? address : user, query < 0 ? end : query);
    while (query >= 0 && end < text.length() && !endsUrl(text.charAt(end))) {
      end++;
    }
    shown.append(query < 0 ? "" : "?" + HIDDEN);
    next = end;
  }

  /**
   * Hides the value that follows a name, if one does.
   *
   * @param ends the characters that end a value without quotation marks
   */
  private void redactValue(String ends) {
    int position = skip(skip(next, "\\\"'"), SPACE);
    if (position == text.length() || ":=".indexOf(text.charAt(position)) < 0) {
      return;
    }
    position = skip(position + 1, SPACE);
    if (text.regionMatches(true, position, "Bearer ", 0, 7)) {
      position = skip(position + 7, SPACE);
    }
    shown.append(text, next, position);
    next = endOfValue(position, ends);
    shown.append(next > position ? HIDDEN : "");
  }

  private int endOfValue(int start, String ends) {
    int opening = skip(start, "\\");
    char quote = opening < text.length() ? text.charAt(opening) : ' ';
    if (quote == '"' || quote == '\'') {
      int closing = text.indexOf(quote, opening + 1);
      return closing < 0 ? text.length() : closing + 1;
    }
    int end = start;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private int skip(int start, String characters) {
    int end = start;
    while (end < text.length() && characters.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean isInWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static boolean endsUrl(char c) {
    return Character.isWhitespace(c) || "\"'<>".indexOf(c) >= 0;
  }
}
