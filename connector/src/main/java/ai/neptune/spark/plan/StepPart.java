package ai.neptune.spark.plan;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The part of a series that one task reads, when several share it. Parts that follow each other
 * meet at a step, which belongs to the earlier one; so no point is read twice or left out.
 *
 * @param after the step behind which the part begins, or null to begin with the series
 * @param upTo the last step that may belong to the part, or null to end with the series
 */
public record StepPart(@Nullable Double after, @Nullable Double upTo) implements Serializable {

  /** All of a series. */
  static final StepPart WHOLE = new StepPart(null, null);
}
