package ai.neptune.testkit.api;

import ai.neptune.testkit.nql.ServerRegex;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Regexes on names. Clients request exact names by one anchored alternation of thousands of escaped
 * names, {@code ^(a|b)$}, which a regex engine would try one by one for every name: it becomes a
 * set.
 */
final class NameRegex {
  private static final String SPECIAL = "\\^$.|?*+()[]{}";

  private NameRegex() {}

  static Predicate<String> compile(String regex) {
    Optional<Set<String>> names = exactNames(regex);
    if (names.isPresent()) {
      return names.get()::contains;
    }
    return ServerRegex.finder(regex);
  }

  /** The names that an anchored alternation of literals stands for; empty if it is none. */
  static Optional<Set<String>> exactNames(String regex) {
    if (regex.length() < 2 || !regex.startsWith("^") || !regex.endsWith("$")) {
      return Optional.empty();
    }
    boolean grouped = regex.startsWith("^(") && regex.endsWith(")$") && regex.length() > 3;
    int end = regex.length() - (grouped ? 2 : 1);
    Set<String> names = new HashSet<>();
    StringBuilder name = new StringBuilder();
    for (int i = grouped ? 2 : 1; i < end; i++) {
      char c = regex.charAt(i);
      if (grouped && c == '|') {
        names.add(name.toString());
        name.setLength(0);
      } else if (c == '\\' && i + 1 < end && isLiteralWhenEscaped(regex.charAt(i + 1))) {
        name.append(regex.charAt(++i));
      } else if (SPECIAL.indexOf(c) < 0) {
        name.append(c);
      } else {
        return Optional.empty();
      }
    }
    names.add(name.toString());
    return Optional.of(names);
  }

  private static boolean isLiteralWhenEscaped(char c) {
    return c < 128 && !Character.isLetterOrDigit(c);
  }
}
