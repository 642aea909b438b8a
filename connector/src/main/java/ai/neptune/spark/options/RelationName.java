package ai.neptune.spark.options;

import ai.neptune.client.Container;
import ai.neptune.errors.InvalidOptionException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The relations that can be loaded (docs/relations-and-options.md, "Relations"). */
public enum RelationName {
  EXPERIMENTS,
  RUNS,
  METRICS,
  SERIES,
  FILES,
  METRIC_SUMMARIES,
  METRIC_BUCKETS,
  ATTRIBUTE_VALUES,
  ATTRIBUTES,
  ARCHIVE_CHECK,
  DOWNLOADS;

  private static final Set<Option> OF_ARCHIVE_CHECK =
      EnumSet.of(Option.ARCHIVE, Option.ARCHIVE_FILES, Option.PROJECT);

  /** The name that users load it by. */
  public String userName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The container whose relation this is by its name, if it is not for both. */
  Optional<Container> impliedContainer() {
    return switch (this) {
      case EXPERIMENTS -> Optional.of(Container.EXPERIMENT);
      case RUNS, ARCHIVE_CHECK -> Optional.of(Container.RUN);
      default -> Optional.empty();
    };
  }

  /** Whether this is a relation of a project; the other is of a destination. */
  public boolean isOfProject() {
    return this != DOWNLOADS;
  }

  /** Whether the projects of servers have no such relation. */
  public boolean isOfArchivesOnly() {
    return this == ARCHIVE_CHECK;
  }

  /**
   * Whether an option means something to this relation (docs/relations-and-options.md, "Options").
   */
  boolean understands(Option option) {
    if (this == ARCHIVE_CHECK) {
      return option == Option.RELATION || OF_ARCHIVE_CHECK.contains(option);
    }
    return switch (option) {
      case RELATION -> true;
      case SORT_BY, SORT_DIRECTION, LIMIT -> this == EXPERIMENTS || this == RUNS;
      case TYPE_SUFFIX_IN_COLUMN_NAMES, MAX_COLUMNS ->
          this == EXPERIMENTS || this == RUNS || this == METRICS;
      case STEP_RANGE, TAIL_LIMIT, TARGET_POINTS_PER_PARTITION -> isOfPoints();
      case LINEAGE_TO_THE_ROOT -> isOfPoints() || this == METRIC_BUCKETS;
      case INCLUDE_POINT_PREVIEWS -> this == METRICS || this == METRIC_BUCKETS;
      case LAYOUT -> this == METRICS;
      case BUCKETS -> this == METRIC_BUCKETS;
      case DESTINATION, DOWNLOAD_ID -> this == DOWNLOADS;
      case ACTION, EXPORT_ID, FILES, OVERWRITE, CONCURRENCY, IGNORE_FAILURES -> false;
      default -> isOfProject();
    };
  }

  private boolean isOfPoints() {
    return this == METRICS || this == SERIES || this == FILES;
  }

  /** Whether projects have a relation of this name. */
  public static boolean existsInProjects(String name) {
    return named(name).filter(RelationName::isOfProject).isPresent();
  }

  /**
   * The relation that options name. A path that names one wins; any other path is Spark's own when
   * the option is set.
   *
   * @throws InvalidOptionException if they name one that does not exist
   */
  public static RelationName in(Map<String, String> options) {
    Optional<String> path = OptionNames.path(options).map(String::trim);
    Optional<RelationName> loaded = path.flatMap(RelationName::named);
    if (loaded.isPresent()) {
      return loaded.get();
    }
    Optional<String> option = OptionReader.of(options).string(Option.RELATION).map(String::trim);
    String name = option.or(() -> path).orElse(EXPERIMENTS.userName());
    return named(name).orElseThrow(() -> unknown(name));
  }

  /** The error of a path that is no relation, which says how to load what it may mean. */
  public static InvalidOptionException unknown(String path) {
    String name = path.trim();
    String bare = name.replaceAll("^[./]+|/+$", "");
    String advice = "";
    if (named(bare.toLowerCase(Locale.ROOT)).isPresent()) {
      advice = " Did you mean load(\"%s\")?".formatted(bare.toLowerCase(Locale.ROOT));
    } else if (name.contains(":") || name.startsWith("/")) {
      advice =
          " To read the result of a download to this destination, load the relation 'downloads' with the option 'destination': option(\"destination\", \"%s\").load(\"downloads\")."
              .formatted(name);
    } else if (bare.matches("[^/]+/[^/]+")) {
      advice =
          " To read from a project, use option(\"project\", \"%s\").load(\"metrics\"), for example."
              .formatted(bare);
    }
    return new InvalidOptionException(
        "There is no relation '%s'.%s The relations are %s."
            .formatted(name, advice, String.join(", ", userNames())));
  }

  static Optional<RelationName> named(String name) {
    return Arrays.stream(values()).filter(r -> r.userName().equals(name)).findFirst();
  }

  static List<String> userNames() {
    return Arrays.stream(values()).map(RelationName::userName).toList();
  }
}
