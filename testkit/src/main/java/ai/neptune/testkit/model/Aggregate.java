package ai.neptune.testkit.model;

import java.util.Locale;
import java.util.Optional;

/** An aggregate of a series (docs/protocol.md, 3). */
public enum Aggregate {
  LAST,
  MIN,
  MAX,
  AVERAGE,
  VARIANCE;

  /** The aggregate of a name on the wire, such as {@code average}. */
  public static Optional<Aggregate> ofName(String name) {
    for (Aggregate aggregate : values()) {
      if (aggregate.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(aggregate);
      }
    }
    return Optional.empty();
  }
}
