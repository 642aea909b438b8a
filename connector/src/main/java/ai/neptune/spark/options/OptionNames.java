package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the source's options from what Spark adds to them, and from mistakes. */
final class OptionNames {

  private static final Logger LOG = LoggerFactory.getLogger(OptionNames.class);

  /** What Spark keeps among the options of tables, in whatever version runs. */
  private static final Set<String> SPARKS_OWN =
      Arrays.stream(TableCatalog.class.getFields())
          .filter(f -> f.getName().startsWith("PROP_") && f.getType() == String.class)
          .map(OptionNames::constant)
          .map(n -> n.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> TIME_TRAVEL = Set.of("versionasof", "timestampasof");
  private static final String PATH = "path";
  private static final String PATHS = "paths";

  private OptionNames() {}

  /** The path to load or save, which Spark hands over as an option. */
  static Optional<String> path(Map<String, String> options) {
    return options.entrySet().stream()
        .filter(e -> lower(e.getKey()).equals(PATH))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The options that have a value, by name in lower case. */
  static Map<String, String> lowerCase(Map<String, String> options) {
    Map<String, String> set = new HashMap<>();
    options.forEach(
        (name, value) -> {
          if (value != null) {
            set.put(lower(name), value);
          }
        });
    return set;
  }

  /**
   * The options that have a value; none may be Spark's own.
   *
   * @throws InvalidOptionException if one does not exist
   */
  static Set<Option> set(Map<String, String> options) {
    Set<Option> set = EnumSet.noneOf(Option.class);
    options.forEach(
        (name, value) -> {
          if (value != null) {
            set.add(Option.named(name).orElseThrow(() -> unknown(name)));
          }
        });
    return set;
  }

  /** Refuses options that do not exist. */
  static void requireKnown(Map<String, String> options) {
    for (String name : options.keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals(PATHS)) {
        throw new InvalidOptionException(
            "One load reads one relation, for example load(\"metrics\"). The relations are %s."
                .formatted(String.join(", ", RelationName.userNames())));
      }
      if (Option.named(name).isEmpty() && !isSparksOwn(lower)) {
        throw unknown(name);
      }
    }
  }

  private static InvalidOptionException unknown(String name) {
    if (TIME_TRAVEL.contains(lower(name))) {
      return new InvalidOptionException(
          "Option '%s' cannot be used: Neptune keeps only the current state, and time travel is not supported."
              .formatted(name));
    }
    return new InvalidOptionException(
        "Unknown option '%s'. Did you mean '%s'? The options are %s."
            .formatted(name, nearest(name), String.join(", ", Option.names())));
  }

  /** Says which options mean nothing to this relation. */
  static void warnOfIdle(Map<String, String> options, RelationName relation) {
    options.keySet().stream()
        .flatMap(name -> Option.named(name).stream())
        .filter(option -> !relation.understands(option))
        .forEach(
            option ->
                LOG.warn(
                    "Option '{}' is ignored, because it does not apply to the relation '{}'.",
                    option.optionName(),
                    relation.userName()));
  }

  private static boolean isSparksOwn(String lower) {
    return lower.equals(PATH)
        || lower.equals("serialization.format")
        || lower.startsWith(TableCatalog.OPTION_PREFIX)
        || SPARKS_OWN.contains(lower);
  }

  private static String constant(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A public constant of TableCatalog cannot be read.", e);
    }
  }

  private static String nearest(String name) {
    List<String> names = Option.names();
    return names.stream()
        .min(Comparator.comparingInt(n -> editDistance(lower(name), lower(n))))
        .orElseThrow();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** How many single-character edits lead from one text to the other (Levenshtein). */
  private static int editDistance(String from, String to) {
    int[] distances = new int[to.length() + 1];
    Arrays.setAll(distances, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = distances[0];
      distances[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = distances[j];
        distances[j] = Math.min(replace, 1 + Math.min(distances[j], distances[j - 1]));
      }
    }
    return distances[to.length()];
  }
}
