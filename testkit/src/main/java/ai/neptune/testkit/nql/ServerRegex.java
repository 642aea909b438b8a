package ai.neptune.testkit.nql;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The server's regular expressions: Java's, with POSIX classes such as {@code [[:digit:]]}, and
 * without Java's nested classes and intersections, which other engines read as plain characters.
 */
public final class ServerRegex {
  private static final Map<String, String> POSIX_CLASSES =
      Map.ofEntries(
          Map.entry("alpha", "\\p{Alpha}"),
          Map.entry("digit", "\\p{Digit}"),
          Map.entry("alnum", "\\p{Alnum}"),
          Map.entry("upper", "\\p{Upper}"),
          Map.entry("lower", "\\p{Lower}"),
          Map.entry("punct", "\\p{Punct}"),
          Map.entry("graph", "\\p{Graph}"),
          Map.entry("print", "\\p{Print}"),
          Map.entry("blank", "\\p{Blank}"),
          Map.entry("cntrl", "\\p{Cntrl}"),
          Map.entry("xdigit", "\\p{XDigit}"),
          Map.entry("space", "\\s"),
          Map.entry("word", "\\w"));

  private static final String ANYTHING = ".*";

  private ServerRegex() {}

  /**
   * Compiles an expression, to be found anywhere.
   *
   * @throws NqlException if it is malformed
   */
  public static Pattern compile(String regex) {
    try {
      return Pattern.compile(toJava(withoutLeadingAnything(regex)));
    } catch (PatternSyntaxException e) {
      throw new NqlException(
          "\"%s\" is not a regular expression: %s".formatted(regex, e.getDescription()));
    }
  }

  /**
   * What may be found anywhere may have anything before it: saying so changes nothing, but makes
   * Java try every start of a name with every end, which takes minutes for long names.
   */
  private static String withoutLeadingAnything(String regex) {
    String rest = regex;
    while (rest.startsWith(ANYTHING) && !isQuantified(rest)) {
      rest = rest.substring(ANYTHING.length());
    }
    return rest;
  }

  private static boolean isQuantified(String regex) {
    return regex.length() > ANYTHING.length()
        && "?+*{".indexOf(regex.charAt(ANYTHING.length())) >= 0;
  }

  private static String toJava(String regex) {
    StringBuilder java = new StringBuilder(regex.length() + 16);
    int i = 0;
    while (i < regex.length()) {
      char c = regex.charAt(i);
      if (c == '\\') {
        int end = endOfEscape(regex, i);
        java.append(regex, i, end);
        i = end;
      } else if (c == '[') {
        i = appendClass(regex, i, java);
      } else {
        java.append(c);
        i++;
      }
    }
    return java.toString();
  }

  private static int appendClass(String regex, int start, StringBuilder java) {
    int i = start + 1;
    java.append('[');
    if (i < regex.length() && regex.charAt(i) == '^') {
      java.append('^');
      i++;
    }
    boolean first = true;
    while (i < regex.length() && (first || regex.charAt(i) != ']')) {
      first = false;
      char c = regex.charAt(i);
      int end = regex.indexOf(":]", i);
      if (c == '\\') {
        int escapeEnd = endOfEscape(regex, i);
        java.append(regex, i, escapeEnd);
        i = escapeEnd;
      } else if (regex.startsWith("[:", i)
          && end > 0
          && POSIX_CLASSES.containsKey(regex.substring(i + 2, end))) {
        java.append(POSIX_CLASSES.get(regex.substring(i + 2, end)));
        i = end + 2;
      } else {
        if (c == '[' || c == ']' || c == '&') {
          java.append('\\');
        }
        java.append(c);
        i++;
      }
    }
    if (i < regex.length()) {
      java.append(']');
      i++;
    }
    return i;
  }

  // A quotation, \Q…\E, is one escape: nothing in it is special.
  private static int endOfEscape(String regex, int start) {
    if (regex.startsWith("\\Q", start)) {
      int end = regex.indexOf("\\E", start);
      return end < 0 ? regex.length() : end + 2;
    }
    return Math.min(start + 2, regex.length());
  }
}
