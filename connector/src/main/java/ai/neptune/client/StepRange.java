package ai.neptune.client;

import java.io.Serializable;

/** A range of steps, closed on both sides; null is an open side. */
public record StepRange(Double from, Double to) implements Serializable {

  /** Every step. */
  public static final StepRange ALL = new StepRange(null, null);
}
