package ai.neptune.archive.nql;

import ai.neptune.client.NameFilter;
import ai.neptune.errors.InvalidOptionException;
import com.google.re2j.Pattern;
import java.util.List;

/** Tells whether names match a filter, with the regular expressions of a server. */
public final class NamePattern {

  private record Alternative(List<Pattern> found, List<Pattern> notFound) {

    boolean matches(String name) {
      return found.stream().allMatch(regex -> regex.matcher(name).find())
          && notFound.stream().noneMatch(regex -> regex.matcher(name).find());
    }
  }

  private final List<Alternative> alternatives;

  private NamePattern(List<Alternative> alternatives) {
    this.alternatives = alternatives;
  }

  /**
   * Compiles a filter, as {@code ExtendedRegex.parse(pattern).toNameFilter()} makes it of a user's
   * pattern.
   *
   * @throws InvalidOptionException if a part is not a regular expression of RE2
   */
  public static NamePattern of(NameFilter filter) {
    try {
      return new NamePattern(
          filter.alternatives().stream()
              .map(
                  alternative ->
                      new Alternative(
                          patterns(alternative.mustMatch()), patterns(alternative.mustNotMatch())))
              .toList());
    } catch (NqlSyntaxException e) {
      throw new InvalidOptionException(
          "Invalid pattern of names: %s. Look-around, back-references and possessive quantifiers do not exist there."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Whether the name matches at least one alternative. */
  public boolean matches(String name) {
    return alternatives.stream().anyMatch(alternative -> alternative.matches(name));
  }

  private static List<Pattern> patterns(List<String> regexes) {
    return regexes.stream().map(Re2::compile).toList();
  }
}
