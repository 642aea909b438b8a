package ai.neptune.archive.check;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Neptune had counted of a run when it was exported (docs/protocol.md, 3). */
final class Counters implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What the names of all counters begin with. */
  static final String PREFIX = "sys/diagnostics/attributes/";

  private static final String POINTS = PREFIX + "total_series_datapoints";
  private static final Map<String, String> TYPES =
      Map.of(
          PREFIX + "bool_count", "bool",
          PREFIX + "int_count", "int",
          PREFIX + "float_count", "float",
          PREFIX + "string_count", "string",
          PREFIX + "string_set_count", "string_set",
          PREFIX + "float_series_count", "float_series",
          PREFIX + "string_series_count", "string_series",
          PREFIX + "histogram_series_count", "histogram_series",
          PREFIX + "file_ref_count", "file",
          PREFIX + "file_ref_series_count", "file_series");

  private final TreeMap<String, Long> byType = new TreeMap<>();
  private @Nullable Long points;

  /** Takes a value if it is a counter's. */
  void take(String name, long value) {
    String type = TYPES.get(name);
    if (type != null) {
      byType.put(type, value);
    } else if (name.equals(POINTS)) {
      points = value;
    }
  }

  boolean isEmpty() {
    return byType.isEmpty() && points == null;
  }

  Map<String, Long> byType() {
    return byType;
  }

  /** The points of all series, or null. */
  @Nullable Long points() {
    return points;
  }

  /** Whether contents hold all that was counted. */
  boolean areCoveredBy(Contents contents) {
    Map<String, Long> found = contents.byType();
    return byType.entrySet().stream()
            .allMatch(counted -> found.getOrDefault(counted.getKey(), 0L) >= counted.getValue())
        && (points == null || contents.points() >= points);
  }
}
