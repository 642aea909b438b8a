package ai.neptune.archive;

import ai.neptune.archive.nql.NamePattern;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NameFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which attributes a question is about.
 *
 * @param types which types
 * @param names which names
 * @param exactNames the only names that can pass, or null if there is no telling; they let parts of
 *     files be left unread
 */
record AttributeFilter(
    Set<AttributeType> types, Predicate<String> names, Collection<String> exactNames) {

  private static final String BEGIN = "^(";
  private static final String END = ")$";

  /** A filter as a server takes it; no types are all. */
  static AttributeFilter of(NameFilter filter, Set<AttributeType> types) {
    if (filter.equals(NameFilter.ALL)) {
      return ofTypes(types);
    }
    List<Predicate<String>> alternatives = new ArrayList<>();
    Set<String> exact = new HashSet<>();
    boolean allExact = true;
    for (NameFilter.Alternative alternative : filter.alternatives()) {
      Optional<Set<String>> names = exactNames(alternative);
      names.ifPresent(exact::addAll);
      allExact &= names.isPresent();
      alternatives.add(predicate(alternative, names));
    }
    return new AttributeFilter(
        allTypes(types),
        name -> alternatives.stream().anyMatch(alternative -> alternative.test(name)),
        allExact ? exact : null);
  }

  /** Every attribute of some types; no types are all. */
  static AttributeFilter ofTypes(Set<AttributeType> types) {
    return new AttributeFilter(allTypes(types), AnyName.INSTANCE, null);
  }

  /** Exactly these names, of any type. */
  static AttributeFilter ofNames(Collection<String> names) {
    Set<String> exact = Set.copyOf(names);
    return new AttributeFilter(EnumSet.allOf(AttributeType.class), exact::contains, exact);
  }

  /** Exactly these attributes. */
  static AttributeFilter of(Collection<AttributeDefinition> attributes) {
    Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
    Set<String> names = new HashSet<>();
    for (AttributeDefinition attribute : attributes) {
      types.add(attribute.type());
      names.add(attribute.name());
    }
    return new AttributeFilter(types, names::contains, names);
  }

  /** The same, of fewer names. */
  AttributeFilter and(Predicate<String> further) {
    return new AttributeFilter(types, names.and(further), exactNames);
  }

  /** Whether it may keep out some of the names. */
  boolean isOfSomeNames() {
    return names != AnyName.INSTANCE;
  }

  /** Whether no attribute can pass. */
  boolean isEmpty() {
    return types.isEmpty() || (exactNames != null && exactNames.isEmpty());
  }

  private static Set<AttributeType> allTypes(Set<AttributeType> types) {
    return types.isEmpty() ? EnumSet.allOf(AttributeType.class) : EnumSet.copyOf(types);
  }

  private static Predicate<String> predicate(
      NameFilter.Alternative alternative, Optional<Set<String>> exact) {
    List<String> regexes =
        alternative.mustMatch().stream().filter(regex -> literals(regex).isEmpty()).toList();
    NamePattern pattern =
        NamePattern.of(
            new NameFilter(
                List.of(new NameFilter.Alternative(regexes, alternative.mustNotMatch()))));
    return exact.isEmpty()
        ? pattern::matches
        : name -> exact.get().contains(name) && pattern.matches(name);
  }

  /** The names that pass all of an alternative's lists of names; empty if it has none. */
  private static Optional<Set<String>> exactNames(NameFilter.Alternative alternative) {
    Set<String> names = null;
    for (String regex : alternative.mustMatch()) {
      Optional<Set<String>> literals = literals(regex);
      if (literals.isPresent()) {
        if (names == null) {
          names = new HashSet<>(literals.get());
        } else {
          names.retainAll(literals.get());
        }
      }
    }
    return Optional.ofNullable(names);
  }

  /**
   * The names that {@link NameFilter#exactly} makes a regular expression of: thousands of them
   * would be tried one by one for each attribute.
   */
  private static Optional<Set<String>> literals(String regex) {
    boolean isList =
        regex.startsWith(BEGIN)
            && regex.endsWith(END)
            && regex.length() >= BEGIN.length() + END.length()
            && isPlain(regex.substring(BEGIN.length(), regex.length() - END.length()));
    return isList ? Optional.of(names(regex)) : Optional.empty();
  }

  private static Set<String> names(String regex) {
    Set<String> names = new HashSet<>();
    StringBuilder name = new StringBuilder();
    for (int i = BEGIN.length(); i < regex.length() - END.length(); i++) {
      char c = regex.charAt(i);
      if (c == '|') {
        names.add(name.toString());
        name.setLength(0);
      } else if (c == '\\') {
        i++;
        name.append(regex.charAt(i));
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }

  /** Whether all that is special in a regular expression is escaped, but for the bars. */
  private static boolean isPlain(String inner) {
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\') {
        i++;
        if (i == inner.length() || Character.isLetterOrDigit(inner.charAt(i))) {
          return false;
        }
      } else if ("^$.?*+()[]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Lets every name pass. */
  private enum AnyName implements Predicate<String> {
    INSTANCE;

    @Override
    public boolean test(String name) {
      return true;
    }
  }
}
