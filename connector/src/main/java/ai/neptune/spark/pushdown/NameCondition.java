package ai.neptune.spark.pushdown;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.NameFilter;
import ai.neptune.client.query.Nql;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition on names, which the connector evaluates exactly: a name is one of some, or begins
 * with one of some prefixes. Closed under AND and OR, so that there is one form of every condition.
 *
 * @param names the names that are wanted, sorted
 * @param prefixes what other wanted names begin with, sorted; the empty prefix lets all through
 */
public record NameCondition(List<String> names, List<String> prefixes) implements Serializable {

  /** Lets every name through. */
  public static final NameCondition ALL = new NameCondition(List.of(), List.of(""));

  /** Lets no name through. */
  public static final NameCondition NONE = new NameCondition(List.of(), List.of());

  private static final int SHOWN_NAMES = 10;

  public NameCondition {
    names = List.copyOf(names);
    prefixes = List.copyOf(prefixes);
  }

  /** The condition to be one of some names. */
  public static NameCondition in(Set<String> names) {
    return normal(names, Set.of());
  }

  /** The condition to begin with a prefix. */
  public static NameCondition startsWith(String prefix) {
    return normal(Set.of(), Set.of(prefix));
  }

  /** Whether a name is wanted. */
  public boolean matches(String name) {
    return contains(name) || prefixes.stream().anyMatch(name::startsWith);
  }

  /** Whether every name is wanted. */
  public boolean isAll() {
    return prefixes.contains("");
  }

  /** Whether no name is wanted. */
  public boolean isNone() {
    return names.isEmpty() && prefixes.isEmpty();
  }

  /** The names that this condition or another one wants. */
  public NameCondition or(NameCondition other) {
    return normal(both(names, other.names), both(prefixes, other.prefixes));
  }

  /** The names that this condition and another one want. */
  public NameCondition and(NameCondition other) {
    if (isAll() || other.isAll()) {
      return isAll() ? other : this;
    }
    Set<String> commonNames =
        Stream.concat(
                names.stream().filter(other::matches), other.names.stream().filter(this::matches))
            .collect(Collectors.toSet());
    Set<String> commonPrefixes =
        Stream.concat(
                prefixes.stream().filter(p -> other.prefixes.stream().anyMatch(p::startsWith)),
                other.prefixes.stream().filter(p -> prefixes.stream().anyMatch(p::startsWith)))
            .collect(Collectors.toSet());
    return normal(commonNames, commonPrefixes);
  }

  /** The same condition on a string attribute of runs; neither of all nor of none. */
  public Nql toNql(AttributeDefinition attribute) {
    List<Nql> any = new ArrayList<>();
    names.forEach(name -> any.add(Nql.compare(attribute, Nql.Operator.EQUAL, name)));
    prefixes.forEach(
        prefix -> any.add(Nql.compare(attribute, Nql.Operator.MATCHES, regex(prefix))));
    return Nql.or(any);
  }

  /** Regular expressions: each wanted name that is not in the list contains a match of one. */
  public List<String> prefixRegexes() {
    return prefixes.stream().map(NameCondition::regex).toList();
  }

  /** The condition as a plan shows it, on a column. */
  public String describe(String column) {
    List<String> any = new ArrayList<>();
    if (!names.isEmpty()) {
      String more = names.size() > SHOWN_NAMES ? ", … (%d)".formatted(names.size()) : "";
      any.add(
          names.stream()
              .limit(SHOWN_NAMES)
              .map(NameCondition::quoted)
              .collect(Collectors.joining(", ", column + " in (", more + ")")));
    }
    prefixes.stream()
        .limit(SHOWN_NAMES)
        .forEach(prefix -> any.add(column + " like " + quoted(prefix + "%")));
    return any.isEmpty() ? "no " + column : String.join(" or ", any);
  }

  private boolean contains(String name) {
    return Collections.binarySearch(names, name) >= 0;
  }

  private static String regex(String prefix) {
    return "^" + NameFilter.escape(prefix);
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  private static Set<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }

  /** Leaves out what a prefix lets through anyway. */
  private static NameCondition normal(Set<String> names, Set<String> prefixes) {
    List<String> widest = new ArrayList<>();
    for (String prefix : new TreeSet<>(prefixes)) {
      if (widest.stream().noneMatch(prefix::startsWith)) {
        widest.add(prefix);
      }
    }
    List<String> others =
        names.stream().filter(n -> widest.stream().noneMatch(n::startsWith)).sorted().toList();
    return new NameCondition(others, widest);
  }
}
