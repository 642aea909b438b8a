package ai.neptune.archive.nql;

import ai.neptune.client.AttributeDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A condition that a run satisfies or not. */
sealed interface Condition {

  boolean test(QueryableRun run);

  /** The condition that every run satisfies. */
  Condition ALWAYS = new All(List.of());

  static Condition all(List<Condition> children) {
    return children.size() == 1 ? children.get(0) : new All(List.copyOf(children));
  }

  /**
   * Any of several conditions. Equalities of one attribute become one look-up: runs may be selected
   * by thousands of names.
   */
  static Condition any(List<Condition> children) {
    Map<Operand, Set<String>> valuesOf = new LinkedHashMap<>();
    List<Condition> merged = new ArrayList<>();
    for (Condition child : children) {
      if (child instanceof OneOf oneOf) {
        valuesOf.computeIfAbsent(oneOf.operand(), key -> new HashSet<>()).addAll(oneOf.values());
      } else {
        merged.add(child);
      }
    }
    valuesOf.forEach((operand, values) -> merged.add(new OneOf(operand, values)));
    return merged.size() == 1 ? merged.get(0) : new Any(List.copyOf(merged));
  }

  /** All children hold. */
  record All(List<Condition> children) implements Condition {
    @Override
    public boolean test(QueryableRun run) {
      return children.stream().allMatch(child -> child.test(run));
    }
  }

  /** At least one child holds. */
  record Any(List<Condition> children) implements Condition {
    @Override
    public boolean test(QueryableRun run) {
      return children.stream().anyMatch(child -> child.test(run));
    }
  }

  /** The plain negation: it holds for runs without the attribute. */
  record Not(Condition child) implements Condition {
    @Override
    public boolean test(QueryableRun run) {
      return !child.test(run);
    }
  }

  /** The run has the attribute. */
  record Exists(AttributeDefinition attribute) implements Condition {
    @Override
    public boolean test(QueryableRun run) {
      return run.has(attribute);
    }
  }

  /** A string attribute has one of these values. */
  record OneOf(Operand operand, Set<String> values) implements Condition {
    @Override
    public boolean test(QueryableRun run) {
      return operand.valueOf(run) instanceof String value && values.contains(value);
    }
  }

  /**
   * A comparison with a value.
   *
   * @param ifAbsent whether a run without the attribute satisfies it
   */
  record Compare(Operand operand, Predicate<Object> holds, boolean ifAbsent) implements Condition {
    @Override
    public boolean test(QueryableRun run) {
      Object value = operand.valueOf(run);
      return value == null ? ifAbsent : holds.test(value);
    }
  }
}
