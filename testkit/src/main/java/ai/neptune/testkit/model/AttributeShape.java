package ai.neptune.testkit.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The definitions of the attributes of a run, sorted by name, each name once.
 *
 * <p>Runs with the same attributes share one instance, so that a project of a million similar runs
 * holds their names once, and computes the definitions of each shape once.
 */
public final class AttributeShape {
  private final AttributeDefinition[] definitions;
  private final int hash;
  private final Map<AttributeType, Integer> userCounts = new EnumMap<>(AttributeType.class);

  /** Takes over the array, which must be sorted by name. */
  AttributeShape(AttributeDefinition[] sortedByName) {
    this.definitions = sortedByName;
    this.hash = Arrays.hashCode(sortedByName);
    for (AttributeDefinition definition : sortedByName) {
      if (!definition.name().startsWith(SystemAttributes.PREFIX)) {
        userCounts.merge(definition.type(), 1, Integer::sum);
      }
    }
  }

  /** The number of attributes. */
  public int size() {
    return definitions.length;
  }

  /** The definition at an index below {@link #size()}. */
  public AttributeDefinition get(int index) {
    return definitions[index];
  }

  /** The index of the attribute of a name; negative if there is none. */
  public int indexOf(String name) {
    int low = 0;
    int high = definitions.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = definitions[middle].name().compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The number of attributes of a type that are not system attributes. */
  int userCount(AttributeType type) {
    return userCounts.getOrDefault(type, 0);
  }

  /** The number of attributes that are not system attributes. */
  int userCount() {
    return userCounts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof AttributeShape shape
            && hash == shape.hash
            && Arrays.equals(definitions, shape.definitions));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
