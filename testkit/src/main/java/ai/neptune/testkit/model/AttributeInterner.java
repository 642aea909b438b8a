package ai.neptune.testkit.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** One instance for each definition and each shape of a project. Not safe for use by threads. */
public final class AttributeInterner {
  private final Map<AttributeDefinition, AttributeDefinition> definitions = new HashMap<>();
  private final Map<AttributeShape, AttributeShape> shapes = new HashMap<>();

  /** The one instance of a definition. */
  public AttributeDefinition definition(String name, AttributeType type) {
    AttributeDefinition definition = new AttributeDefinition(name, type);
    AttributeDefinition known = definitions.putIfAbsent(definition, definition);
    return known == null ? definition : known;
  }

  /** The one instance of the shape of these definitions, which come sorted by name. */
  public AttributeShape shape(Collection<AttributeDefinition> sortedByName) {
    AttributeShape shape = new AttributeShape(sortedByName.toArray(AttributeDefinition[]::new));
    AttributeShape known = shapes.putIfAbsent(shape, shape);
    return known == null ? shape : known;
  }
}
