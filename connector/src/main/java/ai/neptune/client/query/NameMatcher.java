package ai.neptune.client.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a name matches an extended regular expression, as the server would; for one thread.
 */
public final class NameMatcher {

  private record Alternative(List<Matcher> found, List<Matcher> notFound) {}

  /** A POSIX class, which the server knows and Java writes otherwise. */
  private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");

  private final List<Alternative> alternatives;

  /**
   * Makes a matcher.
   *
   * @throws java.util.regex.PatternSyntaxException if a part is not a regular expression
   */
  public NameMatcher(ExtendedRegex regex) {
    alternatives =
        regex.alternatives().stream()
            .map(
                alternative ->
                    new Alternative(
                        matchers(alternative.found()), matchers(alternative.notFound())))
            .toList();
  }

  /** Whether all of an alternative's parts, and none of its negated ones, are found in the name. */
  public boolean matches(String name) {
    return alternatives.stream()
        .anyMatch(
            alternative ->
                alternative.found().stream().allMatch(part -> part.reset(name).find())
                    && alternative.notFound().stream().noneMatch(part -> part.reset(name).find()));
  }

  private static List<Matcher> matchers(List<String> regexes) {
    return regexes.stream().map(regex -> Pattern.compile(javaSyntax(regex)).matcher("")).toList();
  }

  private static String javaSyntax(String regex) {
    return POSIX_CLASS
        .matcher(regex)
        .replaceAll(
            posix -> {
              String property = javaClass(posix.group(2));
              String kind = posix.group(1).isEmpty() ? "p" : "P";
              return Matcher.quoteReplacement(
                  property == null ? posix.group() : "\\" + kind + "{" + property + "}");
            });
  }

  private static String javaClass(String posix) {
    return switch (posix) {
      case "alnum" -> "Alnum";
      case "alpha" -> "Alpha";
      case "blank" -> "Blank";
      case "cntrl" -> "Cntrl";
      case "digit" -> "Digit";
      case "graph" -> "Graph";
      case "lower" -> "Lower";
      case "print" -> "Print";
      case "punct" -> "Punct";
      case "space" -> "Space";
      case "upper" -> "Upper";
      case "xdigit" -> "XDigit";
      default -> null;
    };
  }
}
