package ai.neptune.spark.relation;

import ai.neptune.errors.InvalidOptionException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether Spark can tell the columns of a table apart. */
final class DistinctNames {

  private DistinctNames() {}

  /**
   * Refuses names that differ by case alone where Spark ignores case.
   *
   * @throws InvalidOptionException if there are such names
   */
  static void require(List<String> names, boolean caseSensitive) {
    if (caseSensitive) {
      return;
    }
    names.stream()
        .collect(
            Collectors.groupingBy(
                name -> name.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(same -> same.size() > 1)
        .findFirst()
        .ifPresent(
            same -> {
              throw new InvalidOptionException(
                  "Spark cannot tell the columns %s apart. Set spark.sql.caseSensitive to true, or leave out all but one with the options 'attributes' or 'attributesPattern'."
                      .formatted(
                          same.stream()
                              .map(name -> "'" + name + "'")
                              .collect(Collectors.joining(", "))));
            });
  }
}
