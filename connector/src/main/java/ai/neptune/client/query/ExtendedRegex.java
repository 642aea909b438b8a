package ai.neptune.client.query;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.NameFilter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of names: alternatives, each of them parts that must be found in the name and parts
 * that must not (docs/protocol.md, 6).
 *
 * @param pattern the pattern as the user wrote it
 * @param alternatives its alternatives
 */
public record ExtendedRegex(String pattern, List<Alternative> alternatives)
    implements Serializable {

  /**
   * All of {@code found} and none of {@code notFound} match anywhere in the name.
   *
   * @param found regular expressions
   * @param notFound regular expressions
   */
  public record Alternative(List<String> found, List<String> notFound) implements Serializable {
    public Alternative {
      found = List.copyOf(found);
      notFound = List.copyOf(notFound);
    }
  }

  private static final Pattern OR = Pattern.compile("[ \t\r\n]+\\|[ \t\r\n]+");
  private static final Pattern AND = Pattern.compile("[ \t\r\n]+&[ \t\r\n]+");
  private static final Pattern NOT = Pattern.compile("^![ \t\r\n]*");

  /** The white space of Python's str.strip, which differs from Java's. */
  private static final String PYTHON_SPACE =
      "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";

  private static final Pattern OUTER_SPACE =
      Pattern.compile("\\A" + PYTHON_SPACE + "|" + PYTHON_SPACE + "\\z");

  public ExtendedRegex {
    alternatives = List.copyOf(alternatives);
  }

  /** Parses a pattern. Every text is one; its regular expressions are not checked. */
  public static ExtendedRegex parse(String pattern) {
    String stripped = OUTER_SPACE.matcher(pattern).replaceAll("");
    List<Alternative> alternatives = new ArrayList<>();
    for (String alternative : OR.split(stripped, -1)) {
      List<String> found = new ArrayList<>();
      List<String> notFound = new ArrayList<>();
      for (String part : AND.split(alternative, -1)) {
        if (part.startsWith("!")) {
          notFound.add(unescape(NOT.matcher(part).replaceFirst("")));
        } else {
          found.add(unescape(part));
        }
      }
      alternatives.add(new Alternative(found, notFound));
    }
    return new ExtendedRegex(pattern, alternatives);
  }

  /**
   * The condition that an attribute's value matches this pattern. Runs without the attribute do not
   * match, however the server evaluates {@code NOT MATCHES} there.
   */
  public Nql toNql(AttributeDefinition attribute) {
    List<Nql> any = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      List<Nql> all = new ArrayList<>();
      for (String regex : alternative.found()) {
        all.add(Nql.compare(attribute, Nql.Operator.MATCHES, regex));
      }
      if (all.isEmpty()) {
        all.add(Nql.exists(attribute));
      }
      for (String regex : alternative.notFound()) {
        all.add(Nql.compare(attribute, Nql.Operator.NOT_MATCHES, regex));
      }
      any.add(Nql.and(all));
    }
    return Nql.or(any);
  }

  /** The filter for attributes whose name matches this pattern. */
  public NameFilter toNameFilter() {
    return new NameFilter(
        alternatives.stream()
            .map(
                alternative ->
                    new NameFilter.Alternative(alternative.found(), alternative.notFound()))
            .toList());
  }

  private static String unescape(String part) {
    return part.replace("\\x20", " ").replace("\\x21", "!");
  }
}
