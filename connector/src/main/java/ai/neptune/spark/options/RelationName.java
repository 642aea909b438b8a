package ai.neptune.spark.options;

import ai.neptune.client.Container;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The relations that can be loaded (SPEC 2). */
public enum RelationName {
  EXPERIMENTS,
  RUNS,
  METRICS,
  SERIES,
  FILES,
  METRIC_SUMMARIES,
  METRIC_BUCKETS,
  ATTRIBUTE_VALUES,
  ATTRIBUTES;

  /** The name that users load it by. */
  public String userName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The container whose relation this is by its name, if it is not for both. */
  Optional<Container> impliedContainer() {
    return switch (this) {
      case EXPERIMENTS -> Optional.of(Container.EXPERIMENT);
      case RUNS -> Optional.of(Container.RUN);
      default -> Optional.empty();
    };
  }

  /** Whether an option means something to this relation (SPEC 3). */
  boolean understands(Option option) {
    return switch (option) {
      case SORT_BY, SORT_DIRECTION, LIMIT -> this == EXPERIMENTS || this == RUNS;
      case TYPE_SUFFIX_IN_COLUMN_NAMES, MAX_COLUMNS ->
          this == EXPERIMENTS || this == RUNS || this == METRICS;
      case STEP_RANGE, TAIL_LIMIT, TARGET_POINTS_PER_PARTITION -> isOfPoints();
      case LINEAGE_TO_THE_ROOT -> isOfPoints() || this == METRIC_BUCKETS;
      case INCLUDE_POINT_PREVIEWS -> this == METRICS || this == METRIC_BUCKETS;
      case LAYOUT -> this == METRICS;
      case BUCKETS -> this == METRIC_BUCKETS;
      case DESTINATION, DOWNLOAD_ID -> false;
      default -> true;
    };
  }

  private boolean isOfPoints() {
    return this == METRICS || this == SERIES || this == FILES;
  }

  /** Whether there is a relation of this name. */
  public static boolean exists(String name) {
    return named(name).isPresent();
  }

  static Optional<RelationName> named(String name) {
    return Arrays.stream(values()).filter(r -> r.userName().equals(name)).findFirst();
  }

  static List<String> userNames() {
    return Arrays.stream(values()).map(RelationName::userName).toList();
  }
}
