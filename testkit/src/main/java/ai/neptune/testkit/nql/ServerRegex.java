package ai.neptune.testkit.nql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/** The server's regular expressions, which are RE2's (docs/protocol.md, 6). */
public final class ServerRegex {
  private ServerRegex() {}

  /**
   * Whether an expression is found anywhere in a text.
   *
   * @throws NqlException if RE2 refuses it, as it does look-around, back-references and possessive
   *     quantifiers
   */
  public static Predicate<String> finder(String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new NqlException("\"%s\" is not an RE2 regex: %s".formatted(regex, e.getDescription()));
    }
  }
}
