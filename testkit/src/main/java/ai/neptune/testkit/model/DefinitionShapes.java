package ai.neptune.testkit.model;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The shapes of all attributes of the runs of one project, each distinct one held once. */
final class DefinitionShapes {
  private final AttributeInterner interner = new AttributeInterner();
  private final Map<ShapeKey, AttributeShape> unforked = new HashMap<>();

  private record ShapeKey(AttributeShape own, boolean inExperiment, boolean hasCounters) {}

  /** The shape of a run whose ancestors' shapes are known. */
  synchronized AttributeShape definitionsOf(Run run) {
    if (run.fork() == null) {
      return unforked.computeIfAbsent(
          new ShapeKey(run.ownShape(), run.experiment() != null, run.hasCounters()),
          key -> shapeOf(run));
    }
    return shapeOf(run);
  }

  private AttributeShape shapeOf(Run run) {
    Map<String, AttributeDefinition> byName = new TreeMap<>();
    for (AttributeDefinition system : SystemAttributes.definitionsOf(run)) {
      byName.put(system.name(), system);
    }
    if (run.parent() != null) {
      AttributeShape inherited = run.parent().definitions();
      for (int i = 0; i < inherited.size(); i++) {
        AttributeDefinition definition = inherited.get(i);
        if (definition.type().isSeries() && SeriesLineage.inherits(run, definition)) {
          byName.put(definition.name(), definition);
        }
      }
    }
    for (int i = 0; i < run.ownShape().size(); i++) {
      AttributeDefinition own = run.ownShape().get(i);
      byName.put(own.name(), own);
    }
    return interner.shape(new TreeSet<>(byName.values()));
  }
}
