package ai.neptune.client;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A filter of attribute names (docs/protocol.md, 4.3). A name matches if it matches any of the
 * alternatives; without alternatives, no name does.
 */
public record NameFilter(List<Alternative> alternatives) implements Serializable {

  /** Every name. */
  public static final NameFilter ALL =
      new NameFilter(List.of(new Alternative(List.of(), List.of())));

  public NameFilter {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * All of {@code mustMatch} and none of {@code mustNotMatch} are found in the name.
   *
   * @param mustMatch regular expressions that match anywhere in the name
   * @param mustNotMatch regular expressions that match nowhere in the name
   */
  public record Alternative(List<String> mustMatch, List<String> mustNotMatch)
      implements Serializable {
    public Alternative {
      mustMatch = List.copyOf(mustMatch);
      mustNotMatch = List.copyOf(mustNotMatch);
    }
  }

  /** Exactly these names, as one anchored and escaped alternation, {@code ^(a|b)$}. */
  public static NameFilter exactly(List<String> names) {
    if (names.isEmpty()) {
      return new NameFilter(List.of());
    }
    String alternation =
        names.stream().map(NameFilter::escape).collect(Collectors.joining("|", "^(", ")$"));
    return new NameFilter(List.of(new Alternative(List.of(alternation), List.of())));
  }

  /** A regular expression that finds exactly this text. */
  public static String escape(String name) {
    return SPECIAL.matcher(name).replaceAll("\\\\$0");
  }

  /** The regular expressions in it that may be a user's: not names or the beginnings of names. */
  public List<String> patterns() {
    return alternatives.stream()
        .flatMap(any -> Stream.concat(any.mustMatch().stream(), any.mustNotMatch().stream()))
        .filter(regex -> !isLiteral(regex))
        .distinct()
        .toList();
  }

  /** Whether it is what this class and {@link #escape} make of names and their beginnings. */
  private static boolean isLiteral(String regex) {
    int start = regex.startsWith("^(") ? 2 : regex.startsWith("^") ? 1 : 0;
    int end = regex.endsWith(")$") ? regex.length() - 2 : regex.length();
    for (int i = start; i < end; i++) {
      if (regex.charAt(i) == '\\') {
        i++;
      } else if (".^$?*+()[]{}".indexOf(regex.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.^$|?*+()\\[\\]{}]");
}
