package ai.neptune.client;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which attribute names are asked for (docs/protocol.md, 4.3): a name matches when it matches any
 * of the alternatives. No alternatives at all means no name.
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
   * @param mustNotMatch regular expressions none of which matches anywhere in the name
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

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.^$|?*+()\\[\\]{}]");
}
