package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Sorting;
import ai.neptune.client.query.SystemAttributes;
import ai.neptune.spark.options.AttributeOptions;
import ai.neptune.spark.options.TableOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order that options ask for; the type of an attribute that they do not give is looked up. */
final class Sortings {

  private static final Logger LOG = LoggerFactory.getLogger(Sortings.class);

  private Sortings() {}

  static Sorting of(NeptuneSource source, String project, TableOptions table) {
    if (table.sortBy() == null) {
      return Sorting.byCreationTime(table.descending());
    }
    AttributeDefinition by =
        typed(table.sortBy())
            .or(() -> SystemAttributes.typeOf(table.sortBy()).map(t -> named(table.sortBy(), t)))
            .orElseGet(() -> lookedUp(source, project, table.sortBy()));
    return new Sorting(by, table.descending());
  }

  /** What {@code name:type} says, if it ends in a type. */
  private static Optional<AttributeDefinition> typed(String sortBy) {
    int colon = sortBy.lastIndexOf(':');
    return colon < 0
        ? Optional.empty()
        : AttributeType.fromUserName(sortBy.substring(colon + 1))
            .map(type -> named(sortBy.substring(0, colon), type));
  }

  /** PROTOCOL 6: an attribute of no type, or of several, is sorted by as a string. */
  private static AttributeDefinition lookedUp(NeptuneSource source, String project, String name) {
    Set<AttributeDefinition> found =
        SelectedAttributes.of(
                new AttributeOptions(List.of(name), null, Set.of()),
                EnumSet.allOf(AttributeType.class))
            .inUseAnywhere(source, project);
    if (found.size() == 1) {
      return found.iterator().next();
    }
    LOG.warn(
        "Sorting by '{}' as a string: in project {} it {}. Name a type, as in '{}:float'.",
        name,
        project,
        found.isEmpty()
            ? "is not in use"
            : "is in use as "
                + found.stream().map(d -> d.type().userName()).collect(Collectors.joining(", ")),
        name);
    return named(name, AttributeType.STRING);
  }

  private static AttributeDefinition named(String name, AttributeType type) {
    return new AttributeDefinition(name, type);
  }
}
