package ai.neptune.spark.pushdown;

import ai.neptune.client.StepRange;
import java.io.Serializable;

/**
 * A condition on the steps of points.
 *
 * @param range the steps that are wanted, closed on both sides
 * @param ofSeriesOnly whether what has no step, a single file, is not wanted
 * @param none whether nothing is wanted at all
 */
public record StepCondition(StepRange range, boolean ofSeriesOnly, boolean none)
    implements Serializable {

  /** Lets all points through, and single files. */
  public static final StepCondition ALL = new StepCondition(StepRange.ALL, false, false);

  /** What this condition and another one want. */
  public StepCondition and(StepCondition other) {
    StepRange both = range.intersection(other.range);
    return new StepCondition(
        both, ofSeriesOnly || other.ofSeriesOnly, none || other.none || both.isEmpty());
  }

  /** What this condition or another one wants, and perhaps the steps between. */
  StepCondition or(StepCondition other) {
    if (none || other.none) {
      return none ? other : this;
    }
    return new StepCondition(range.hull(other.range), ofSeriesOnly && other.ofSeriesOnly, false);
  }
}
