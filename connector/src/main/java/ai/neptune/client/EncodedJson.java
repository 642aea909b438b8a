package ai.neptune.client;

import java.util.List;

/** JWTs and API tokens in a text: both are base64 of JSON objects. */
final class EncodedJson {

  /** Base64 of a brace and what follows it: a quotation mark or white space. */
  private static final List<String> BEGINNINGS = List.of("eyJ", "eyA", "ewo", "ewk", "ew0");

  private static final int MIN_LENGTH = 16;

  private EncodedJson() {}

  /** The text with something else in their place. */
  static String hide(String text, String hidden) {
    StringBuilder shown = new StringBuilder(text.length());
    int next = 0;
    while (next < text.length()) {
      if (beginsAt(text, next)) {
        shown.append(hidden);
        while (next < text.length() && isIn(text.charAt(next))) {
          next++;
        }
      } else {
        shown.append(text.charAt(next));
        next++;
      }
    }
    return shown.toString();
  }

  private static boolean beginsAt(String text, int position) {
    if (text.charAt(position) != 'e' || position + MIN_LENGTH > text.length()) {
      return false;
    }
    int first = position;
    return BEGINNINGS.stream().anyMatch(beginning -> text.startsWith(beginning, first))
        && text.substring(position, position + MIN_LENGTH).chars().allMatch(c -> isIn((char) c));
  }

  /** Whether it is a character of base64, or a dot between the parts of a JWT. */
  private static boolean isIn(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "+/_=.-".indexOf(c) >= 0;
  }
}
