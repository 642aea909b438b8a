package ai.neptune.client;

import java.io.Serializable;
import java.util.Comparator;

/** An attribute's name and type; one name may be in use with several types. */
public record AttributeDefinition(String name, AttributeType type)
    implements Comparable<AttributeDefinition>, Serializable {

  private static final Comparator<AttributeDefinition> ORDER =
      Comparator.comparing(AttributeDefinition::name).thenComparing(AttributeDefinition::type);

  @Override
  public int compareTo(AttributeDefinition other) {
    return ORDER.compare(this, other);
  }
}
