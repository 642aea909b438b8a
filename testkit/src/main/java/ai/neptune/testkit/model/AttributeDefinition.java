package ai.neptune.testkit.model;

import java.util.Comparator;

/** The name and type of an attribute, ordered by name, then by type. */
public record AttributeDefinition(String name, AttributeType type)
    implements Comparable<AttributeDefinition> {

  private static final Comparator<AttributeDefinition> ORDER =
      Comparator.comparing(AttributeDefinition::name).thenComparing(AttributeDefinition::type);

  @Override
  public int compareTo(AttributeDefinition other) {
    return ORDER.compare(this, other);
  }
}
