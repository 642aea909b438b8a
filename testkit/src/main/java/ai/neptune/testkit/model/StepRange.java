package ai.neptune.testkit.model;

import org.jspecify.annotations.Nullable;

/** A range of steps; infinite bounds leave a side open. */
public record StepRange(double from, boolean fromInclusive, double to, boolean toInclusive) {

  /** All steps. */
  public static final StepRange ALL =
      new StepRange(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

  /** A range that is closed on both sides; null leaves a side open. */
  public static StepRange closed(@Nullable Double from, @Nullable Double to) {
    return new StepRange(
        from == null ? Double.NEGATIVE_INFINITY : from,
        true,
        to == null ? Double.POSITIVE_INFINITY : to,
        true);
  }

  /** The part of this range that comes after a step, in the given order. */
  public StepRange after(double step, boolean descending) {
    if (descending) {
      return step <= to ? new StepRange(from, fromInclusive, step, false) : this;
    }
    return step >= from ? new StepRange(step, false, to, toInclusive) : this;
  }

  boolean isOpen() {
    return from == Double.NEGATIVE_INFINITY && to == Double.POSITIVE_INFINITY;
  }
}
