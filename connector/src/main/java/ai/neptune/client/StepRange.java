package ai.neptune.client;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A range of steps, closed on both sides; null is an open side. */
public record StepRange(@Nullable Double from, @Nullable Double to) implements Serializable {

  /** Every step. */
  public static final StepRange ALL = new StepRange(null, null);

  /** The steps that are in this range and in another; empty if there are none. */
  public StepRange intersection(StepRange other) {
    return new StepRange(
        from == null || (other.from != null && other.from > from) ? other.from : from,
        to == null || (other.to != null && other.to < to) ? other.to : to);
  }

  /** The smallest range that holds this one and another; neither is empty. */
  public StepRange hull(StepRange other) {
    return new StepRange(
        from == null || other.from == null ? null : (Double) Math.min(from, other.from),
        to == null || other.to == null ? null : (Double) Math.max(to, other.to));
  }

  /** Whether no step is in this range. */
  public boolean isEmpty() {
    return from != null && to != null && from > to;
  }
}
