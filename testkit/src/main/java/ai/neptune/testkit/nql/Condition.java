package ai.neptune.testkit.nql;

import ai.neptune.testkit.model.Run;
import java.util.List;

/** A condition that a run satisfies or not. */
@FunctionalInterface
public interface Condition {

  /** Whether the run satisfies the condition. */
  boolean test(Run run);

  /** The condition that every run satisfies. */
  static Condition all() {
    return run -> true;
  }

  static Condition not(Condition condition) {
    return run -> !condition.test(run);
  }

  static Condition and(List<Condition> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : run -> conditions.stream().allMatch(condition -> condition.test(run));
  }

  static Condition or(List<Condition> conditions) {
    List<Condition> merged = StringEquality.merge(conditions);
    return merged.size() == 1
        ? merged.get(0)
        : run -> merged.stream().anyMatch(condition -> condition.test(run));
  }
}
