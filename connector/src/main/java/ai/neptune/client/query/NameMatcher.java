package ai.neptune.client.query;

import java.util.List;
import java.util.regex.Pattern;

/** Tells, without asking the server, whether names match an extended regular expression. */
public final class NameMatcher {

  private record Alternative(List<Pattern> found, List<Pattern> notFound) {}

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
                        patterns(alternative.found()), patterns(alternative.notFound())))
            .toList();
  }

  /** Whether all of an alternative's parts, and none of its negated ones, are found in the name. */
  public boolean matches(String name) {
    return alternatives.stream()
        .anyMatch(
            alternative ->
                alternative.found().stream().allMatch(part -> part.matcher(name).find())
                    && alternative.notFound().stream()
                        .noneMatch(part -> part.matcher(name).find()));
  }

  private static List<Pattern> patterns(List<String> regexes) {
    return regexes.stream().map(regex -> Pattern.compile(JavaRegex.of(regex))).toList();
  }
}
