package ai.neptune.archive.nql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** The regular expressions of Neptune's servers, which are RE2's (docs/protocol.md, 6). */
final class Re2 {

  private Re2() {}

  /**
   * A regular expression to be found anywhere in a text.
   *
   * @throws NqlSyntaxException if it is not one of RE2
   */
  static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new NqlSyntaxException(
          "'%s' is not a regular expression of RE2: %s".formatted(regex, e.getDescription()));
    }
  }
}
