package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.RunSearch;
import ai.neptune.spark.plan.SelectedAttributes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which attribute columns a table has: the attributes in use in the runs that are selected. */
final class AttributeColumns {

  private static final Logger LOG = LoggerFactory.getLogger(AttributeColumns.class);

  /** How many of many offenders an error names. */
  private static final int NAMED_IN_ERRORS = 10;

  private final NeptuneOptions options;
  private final boolean caseSensitive;

  /** A column that shows an attribute, and its name in the table. */
  record Column(String columnName, AttributeDefinition attribute) implements Serializable {}

  private AttributeColumns(NeptuneOptions options, boolean caseSensitive) {
    this.options = options;
    this.caseSensitive = caseSensitive;
  }

  /**
   * The columns, sorted by name.
   *
   * @param types the types of attributes that are made columns
   * @param fixed the other columns of the table
   * @param caseSensitive whether Spark tells column names apart that differ by case alone
   * @throws ConflictingAttributeTypesException if an attribute is in use with several types
   * @throws InvalidOptionException if there are more columns than allowed
   */
  static List<Column> inUse(
      NeptuneSource source,
      NeptuneOptions options,
      Set<AttributeType> types,
      Set<String> fixed,
      boolean caseSensitive) {
    AttributeColumns columns = new AttributeColumns(options, caseSensitive);
    Set<AttributeDefinition> definitions = columns.definitionsInUse(source, types);
    columns.warnOfUnused(definitions);
    columns.requireFewEnough(definitions.size());
    if (!options.table().typeSuffix()) {
      columns.requireOneTypeEach(definitions);
    }
    return columns.named(definitions, fixed);
  }

  /**
   * The columns of a table that shows them all: which of them can be read is left to each read.
   *
   * @param types the types of attributes that are made columns
   * @param fixed the other columns of the table
   */
  static List<Column> shown(
      NeptuneSource source,
      NeptuneOptions options,
      Set<AttributeType> types,
      Set<String> fixed,
      boolean caseSensitive) {
    AttributeColumns columns = new AttributeColumns(options, caseSensitive);
    Set<AttributeDefinition> definitions = columns.definitionsInUse(source, types);
    columns.warnOfUnused(definitions);
    return columns.named(definitions, fixed);
  }

  /**
   * Refuses columns that cannot be read together.
   *
   * @throws ConflictingAttributeTypesException if an attribute has several of them
   * @throws InvalidOptionException if Spark cannot tell two of them apart
   */
  static void requireReadable(NeptuneOptions options, boolean caseSensitive, List<Column> columns) {
    AttributeColumns required = new AttributeColumns(options, caseSensitive);
    if (!options.table().typeSuffix()) {
      required.requireOneTypeEach(new TreeSet<>(columns.stream().map(Column::attribute).toList()));
    }
    DistinctNames.require(columns.stream().map(Column::columnName).toList(), caseSensitive);
  }

  private Set<AttributeDefinition> definitionsInUse(
      NeptuneSource source, Set<AttributeType> types) {
    SelectedAttributes selected = SelectedAttributes.of(options.attributes(), types);
    Set<AttributeDefinition> definitions = new TreeSet<>();
    if (options.isOfAllProjects()) {
      new RunSearch(source, options)
          .find().stream()
              .map(FoundRun::id)
              .collect(Collectors.groupingBy(RunIdentifier::project))
              .forEach(
                  (project, runs) ->
                      definitions.addAll(selected.inUse(source, options, project, runs)));
    } else {
      for (String project : options.projects()) {
        definitions.addAll(selected.inUse(source, options, project));
      }
    }
    return definitions;
  }

  private void warnOfUnused(Set<AttributeDefinition> definitions) {
    if (options.attributes().names() == null) {
      return;
    }
    Set<String> used =
        definitions.stream().map(AttributeDefinition::name).collect(Collectors.toSet());
    List<String> unused =
        options.attributes().names().stream().filter(n -> !used.contains(n)).toList();
    if (!unused.isEmpty()) {
      LOG.warn(
          "No column for {}: none of the selected {}s of {} has such an attribute.",
          quoted(unused),
          options.container().userName(),
          options.projectsText());
    }
  }

  private void requireFewEnough(int count) {
    int allowed = options.table().maxColumns();
    if (count > allowed) {
      throw new InvalidOptionException(
          "The selected %ss of %s have %d attributes, but at most %d can be columns. Narrow them"
                  .formatted(options.container().userName(), options.projectsText(), count, allowed)
              + " with the options 'attributes', 'attributesPattern' or 'attributeTypes', or set"
              + " 'maxColumns' to a higher number.");
    }
  }

  private void requireOneTypeEach(Set<AttributeDefinition> definitions) {
    Map<String, List<String>> conflicts = new TreeMap<>();
    definitions.stream()
        .collect(Collectors.groupingBy(AttributeDefinition::name))
        .forEach(
            (name, all) -> {
              if (all.size() > 1) {
                conflicts.put(name, all.stream().map(d -> d.type().userName()).toList());
              }
            });
    if (!conflicts.isEmpty()) {
      List<String> shown =
          conflicts.entrySet().stream()
              .limit(NAMED_IN_ERRORS)
              .map(e -> "'" + e.getKey() + "' (" + String.join(", ", e.getValue()) + ")")
              .toList();
      throw new ConflictingAttributeTypesException(
          "%d attribute(s) of %s are in use with several types: %s%s. Choose one type with the"
                  .formatted(
                      conflicts.size(),
                      options.projectsText(),
                      String.join(", ", shown),
                      conflicts.size() > shown.size() ? ", …" : "")
              + " option 'attributeTypes', or set 'typeSuffixInColumnNames' to true for a column"
              + " per type.");
    }
  }

  private List<Column> named(
      Collection<AttributeDefinition> definitions, Set<String> fixedColumns) {
    Set<String> fixed = fixedColumns.stream().map(this::folded).collect(Collectors.toSet());
    List<Column> columns = new ArrayList<>(definitions.size());
    for (AttributeDefinition definition : definitions) {
      boolean suffixed = options.table().typeSuffix() || fixed.contains(folded(definition.name()));
      String suffix = suffixed ? ":" + definition.type().userName() : "";
      columns.add(new Column(definition.name() + suffix, definition));
    }
    columns.sort(Comparator.comparing(c -> UTF8String.fromString(c.columnName())));
    return columns;
  }

  private String folded(String name) {
    return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
  }

  private static String quoted(List<String> names) {
    Function<String, String> quote = n -> "'" + n + "'";
    return names.stream().limit(NAMED_IN_ERRORS).map(quote).collect(Collectors.joining(", "))
        + (names.size() > NAMED_IN_ERRORS ? ", …" : "");
  }
}
