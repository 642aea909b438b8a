package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Sorting;
import ai.neptune.client.SystemAttributes;
import ai.neptune.client.query.AttributeTypeInference;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.TableOptions;
import ai.neptune.spark.pushdown.FirstRows;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The order that options ask for; the type of an attribute that they do not give is looked up. */
final class Sortings {

  private static final String BY_CREATION_TIME = SystemAttributes.CREATION_TIME + ":datetime";

  private Sortings() {}

  /** What a table's options are when only its first rows are needed. */
  static TableOptions of(FirstRows first, TableOptions table) {
    int limit = table.limit() == null ? first.limit() : Math.min(first.limit(), table.limit());
    return first.order() == null
        ? table.with(table.sortBy(), table.descending(), limit)
        : table.with(BY_CREATION_TIME, first.order() == FirstRows.Order.NEWEST_FIRST, limit);
  }

  static Sorting of(NeptuneSource source, @Nullable String project, TableOptions table) {
    String sortBy = table.sortBy();
    if (sortBy == null) {
      return Sorting.byCreationTime(table.descending());
    }
    Optional<AttributeDefinition> typed = typed(sortBy);
    if (typed.isPresent() && !isName(source, project, sortBy)) {
      return new Sorting(typed.get(), table.descending());
    }
    AttributeDefinition by =
        AttributeTypeInference.of(source, project)
            .map(inference -> inference.forSorting(sortBy))
            .orElseGet(() -> ofAllProjects(sortBy));
    return new Sorting(by, table.descending());
  }

  /**
   * Requires that the server takes the order that options ask for.
   *
   * @throws InvalidOptionException if it does not
   */
  static void requireAccepted(
      NeptuneSource source, @Nullable String project, NeptuneOptions options) {
    Sorting sorting = of(source, project, options.table());
    try {
      source.searchEntries(
          new EntriesSearch(project, options.container(), List.of(), null, sorting, 0, 0));
    } catch (UnexpectedResponseException e) {
      throw refused(options.table(), sorting, e);
    }
  }

  /** What a failed search means: if the server refused the order that was asked for, it says so. */
  static RuntimeException refused(
      TableOptions table, Sorting sorting, UnexpectedResponseException e) {
    return !e.isBadRequest() || table.sortBy() == null
        ? e
        : new InvalidOptionException(
            "Invalid value '%s' for option 'sortBy': the server does not sort by `%s`, which is of type %s. Choose another attribute, or use ORDER BY in Spark. %s"
                .formatted(
                    table.sortBy(),
                    sorting.by().name(),
                    sorting.by().type().userName(),
                    e.getMessage()),
            e);
  }

  /** Whether what looks like a name with a type is the very name of an attribute. */
  private static boolean isName(NeptuneSource source, @Nullable String project, String sortBy) {
    return !sortBy.startsWith(SystemAttributes.PREFIX)
        && AttributeTypeInference.of(source, project)
            .filter(inference -> inference.isInUse(sortBy))
            .isPresent();
  }

  /** What {@code name:type} says, if it ends in a type. */
  private static Optional<AttributeDefinition> typed(String sortBy) {
    int colon = sortBy.lastIndexOf(':');
    return colon < 0
        ? Optional.empty()
        : AttributeType.fromUserName(sortBy.substring(colon + 1))
            .map(type -> new AttributeDefinition(sortBy.substring(0, colon), type));
  }

  private static AttributeDefinition ofAllProjects(String sortBy) {
    return SystemAttributes.typeOf(sortBy)
        .map(type -> new AttributeDefinition(sortBy, type))
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    "Invalid value '%s' for option 'sortBy': in all projects (project=*), expected an attribute under sys/ or env/ with its type, such as sys/owner:string."
                        .formatted(sortBy)));
  }
}
