package ai.neptune.testkit.nql;

import ai.neptune.testkit.model.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That a string attribute has one of some values. */
record StringEquality(Operand operand, Set<String> values) implements Condition {

  @Override
  public boolean test(Run run) {
    return operand.valueOf(run) instanceof String value && values.contains(value);
  }

  /**
   * Conditions whose disjunction is that of the given ones. Equalities of one attribute become one:
   * clients select thousands of runs by name, and a project may have a million.
   */
  static List<Condition> merge(List<Condition> conditions) {
    Map<Operand, StringEquality> byOperand = new HashMap<>();
    List<Condition> merged = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition instanceof StringEquality equality) {
        StringEquality known = byOperand.get(equality.operand());
        if (known != null) {
          known.values().addAll(equality.values());
          continue;
        }
        StringEquality copy =
            new StringEquality(equality.operand(), new HashSet<>(equality.values()));
        byOperand.put(copy.operand(), copy);
        merged.add(copy);
      } else {
        merged.add(condition);
      }
    }
    return merged;
  }
}
