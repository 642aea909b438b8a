package ai.neptune.spark.plan;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Sorting;
import ai.neptune.client.SystemAttributes;
import ai.neptune.client.query.AttributeTypeInference;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.options.TableOptions;
import ai.neptune.spark.pushdown.FirstRows;
import java.util.List;
import java.util.Optional;

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

  static Sorting of(NeptuneSource source, String project, TableOptions table) {
    if (table.sortBy() == null) {
      return Sorting.byCreationTime(table.descending());
    }
    AttributeDefinition by =
        typed(table.sortBy())
            .orElseGet(
                () ->
                    project == null
                        ? ofAllProjects(table.sortBy())
                        : new AttributeTypeInference(source, List.of(project))
                            .forSorting(table.sortBy()));
    return new Sorting(by, table.descending());
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
                    "Option 'sortBy' has the value '"
                        + sortBy
                        + "'; allowed is, in all projects (project *), an attribute under sys/ with"
                        + " its type, as in sys/owner:string."));
  }
}
