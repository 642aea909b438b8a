package ai.neptune.client.query;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a server's regular expression as Java's. They differ inside brackets: there the server
 * knows POSIX classes, {@code [[:digit:]]}, and Java sets of sets and intersections, {@code
 * [a[b]&&c]}.
 */
final class JavaRegex {

  private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");
  private static final Map<String, String> JAVA_CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "Alnum"),
          Map.entry("alpha", "Alpha"),
          Map.entry("ascii", "ASCII"),
          Map.entry("blank", "Blank"),
          Map.entry("cntrl", "Cntrl"),
          Map.entry("digit", "Digit"),
          Map.entry("graph", "Graph"),
          Map.entry("lower", "Lower"),
          Map.entry("print", "Print"),
          Map.entry("punct", "Punct"),
          Map.entry("space", "Space"),
          Map.entry("upper", "Upper"),
          Map.entry("xdigit", "XDigit"));

  private final String regex;
  private final StringBuilder java = new StringBuilder();
  private int next;

  private JavaRegex(String regex) {
    this.regex = regex;
  }

  static String of(String regex) {
    return new JavaRegex(regex).translate();
  }

  private String translate() {
    while (next < regex.length()) {
      char c = regex.charAt(next);
      copy(c == '\\' ? 2 : 1);
      if (c == '[') {
        translateBracket();
      }
    }
    return java.toString();
  }

  /** Translates what follows an opening bracket, up to the one that closes it. */
  private void translateBracket() {
    if (regex.startsWith("^", next)) {
      copy(1);
    }
    if (regex.startsWith("]", next)) {
      java.append("\\");
      copy(1);
    }
    Matcher posixClass = POSIX_CLASS.matcher(regex);
    while (next < regex.length() && regex.charAt(next) != ']') {
      char c = regex.charAt(next);
      if (c == '[' && posixClass.region(next, regex.length()).lookingAt() && isKnown(posixClass)) {
        java.append(posixClass.group(1).isEmpty() ? "\\p{" : "\\P{")
            .append(JAVA_CLASSES.get(posixClass.group(2)))
            .append('}');
        next = posixClass.end();
      } else {
        if (c == '[' || c == '&') {
          java.append('\\');
        }
        copy(c == '\\' ? 2 : 1);
      }
    }
  }

  private static boolean isKnown(Matcher posixClass) {
    return JAVA_CLASSES.containsKey(posixClass.group(2));
  }

  private void copy(int length) {
    int end = Math.min(next + length, regex.length());
    java.append(regex, next, end);
    next = end;
  }
}
