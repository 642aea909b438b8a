package ai.neptune.archive.check;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The attributes and points that were found of a run; system attributes are not counted. */
final class Contents implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String SYSTEM = "sys/";

  /** An attribute, with the type as the exporter names it. */
  record Attribute(String name, String type) implements Serializable {}

  private final HashSet<Attribute> attributes = new HashSet<>();
  private final HashMap<String, String> typesByName = new HashMap<>();
  private long points;

  Contents() {}

  /** The same again, to be added to. */
  Contents(Contents other) {
    attributes.addAll(other.attributes);
    typesByName.putAll(other.typesByName);
    points = other.points;
  }

  void add(Attribute attribute) {
    if (!attribute.name().startsWith(SYSTEM)) {
      attributes.add(attribute);
      typesByName.put(attribute.name(), attribute.type());
    }
  }

  void addPoints(long more) {
    points += more;
  }

  /** Whether an ancestor's series of this name is hidden by an attribute of another type. */
  boolean hides(Attribute inherited) {
    String own = typesByName.get(inherited.name());
    return own != null && !own.equals(inherited.type());
  }

  /** How many attributes there are of each type. */
  Map<String, Long> byType() {
    Map<String, Long> counts = new TreeMap<>();
    attributes.forEach(attribute -> counts.merge(attribute.type(), 1L, Long::sum));
    return counts;
  }

  long points() {
    return points;
  }

  Set<Attribute> attributes() {
    return attributes;
  }
}
