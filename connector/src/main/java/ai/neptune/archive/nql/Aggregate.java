package ai.neptune.archive.nql;

import java.util.Locale;
import java.util.Optional;

/** An aggregate of a series (docs/protocol.md, 6). */
public enum Aggregate {
  /** The last point, whatever its value. */
  LAST,
  /** The smallest finite value. */
  MIN,
  /** The largest finite value. */
  MAX,
  /** The mean of the finite values. */
  AVERAGE,
  /** The population variance of the finite values. */
  VARIANCE;

  static Optional<Aggregate> named(String name) {
    for (Aggregate aggregate : values()) {
      if (aggregate.name().equalsIgnoreCase(name)) {
        return Optional.of(aggregate);
      }
    }
    return Optional.empty();
  }

  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
