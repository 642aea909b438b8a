package ai.neptune.spark.options;

import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.StepRange;
import ai.neptune.errors.InvalidOptionException;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a user said about one relation, validated. It travels with tasks; its text shows no
 * secret.
 *
 * @param relation which relation
 * @param connection how to reach the server
 * @param projects the project identifiers, or {@code *} for all
 * @param container whether the relation is of experiments or of runs
 * @param runs which experiments or runs
 * @param attributes which attributes
 * @param series which points
 * @param table the shape of tables
 * @param buckets how many buckets a series is divided into
 * @param targetPointsPerPartition how many points one task reads
 */
public record NeptuneOptions(
    RelationName relation,
    ConnectionOptions connection,
    List<String> projects,
    Container container,
    RunOptions runs,
    AttributeOptions attributes,
    SeriesOptions series,
    TableOptions table,
    int buckets,
    int targetPointsPerPartition)
    implements Serializable {

  private static final int MAX_BUCKETS = 1000;
  private static final int DEFAULT_MAX_COLUMNS = 2000;
  private static final int DEFAULT_TARGET_POINTS = 2_000_000;

  /**
   * Reads and validates options, session defaults among them; what is not set comes from the
   * environment.
   *
   * @throws InvalidOptionException if an option does not exist, or a value is not allowed
   */
  public static NeptuneOptions read(Map<String, String> options, Map<String, String> environment) {
    return read(options, environment, SessionDefaults.PREFIX);
  }

  /**
   * Reads and validates options as above.
   *
   * @param settingPrefix what the Spark settings begin with that these options can be set by
   */
  static NeptuneOptions read(
      Map<String, String> options, Map<String, String> environment, String settingPrefix) {
    OptionNames.requireKnown(options);
    OptionReader reader = OptionReader.of(options, settingPrefix);
    RelationName relation = RelationName.in(options);
    OptionNames.warnOfIdle(options, relation);
    Container container = container(reader, relation);
    ConnectionOptions connection = ConnectionOptions.ofRead(reader, environment);
    if (relation.isOfArchivesOnly() && !connection.isOfArchive()) {
      throw new InvalidOptionException(
          "The relation 'archive_check' exists for archives only. Set the option 'archive' to the folder of an exported archive.");
    }
    List<String> projects =
        connection.isOfArchive()
            ? ProjectOption.ofArchive(reader, relation)
            : ProjectOption.ofServer(reader, environment, relation);
    requireOneOrder(projects, reader);
    return new NeptuneOptions(
        relation,
        connection,
        projects,
        container,
        runs(reader, container),
        attributes(reader),
        series(reader),
        table(reader),
        reader.integer(Option.BUCKETS, 1, MAX_BUCKETS, MAX_BUCKETS),
        reader.integer(
            Option.TARGET_POINTS_PER_PARTITION, 1, Integer.MAX_VALUE, DEFAULT_TARGET_POINTS));
  }

  /** The same, of fewer points: those whose steps are within a further range. */
  public NeptuneOptions within(StepRange steps) {
    return new NeptuneOptions(
        relation,
        connection,
        projects,
        container,
        runs,
        attributes,
        series.within(steps),
        table,
        buckets,
        targetPointsPerPartition);
  }

  /** The same, of the projects that an archive was found to hold. */
  public NeptuneOptions ofProjects(List<String> found) {
    return new NeptuneOptions(
        relation,
        connection,
        List.copyOf(found),
        container,
        runs,
        attributes,
        series,
        table,
        buckets,
        targetPointsPerPartition);
  }

  /** Whether series include points of the runs that a run was forked from. */
  public boolean inheritsPoints() {
    return series.lineageToTheRoot() || container == Container.EXPERIMENT;
  }

  /** Whether rows tell their project, because there may be several. */
  public boolean hasProjectColumn() {
    return projects.size() > 1 || isOfAllProjects();
  }

  /** Whether all projects that the user may read are selected. */
  public boolean isOfAllProjects() {
    return projects.equals(ProjectOption.ALL);
  }

  /** The projects, or all, for people to read. */
  public String projectsText() {
    return isOfAllProjects() ? "all projects" : String.join(", ", projects);
  }

  private static Container container(OptionReader reader, RelationName relation) {
    Optional<Container> asked =
        reader
            .string(Option.CONTAINER)
            .map(value -> containerNamed(value, reader.string(Option.ARCHIVE).isPresent()));
    Optional<Container> implied = relation.impliedContainer();
    if (asked.isPresent() && implied.isPresent() && !asked.equals(implied)) {
      throw new InvalidOptionException(
          "Invalid value '%1$s' for option 'container': the relation '%2$s' reads %3$ss. To read %1$ss, load the relation '%1$ss'."
              .formatted(asked.get().userName(), relation.userName(), implied.get().userName()));
    }
    return asked.or(() -> implied).orElse(Container.EXPERIMENT);
  }

  /** A model, and a version of one, is read like a run; only exports of Neptune 2 have them. */
  private static Container containerNamed(String value, boolean isOfArchive) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "experiment" -> Container.EXPERIMENT;
      case "run" -> Container.RUN;
      case "model", "model_version" -> {
        if (!isOfArchive) {
          throw OptionReader.invalid(
              Option.CONTAINER,
              value,
              "experiment or run, or with 'archive' set model or model_version");
        }
        yield Container.RUN;
      }
      default -> throw OptionReader.invalid(Option.CONTAINER, value, "experiment or run");
    };
  }

  private static void requireOneOrder(List<String> projects, OptionReader reader) {
    boolean isOrdered =
        Stream.of(Option.SORT_BY, Option.SORT_DIRECTION, Option.LIMIT)
            .anyMatch(option -> reader.string(option).isPresent());
    if (projects.size() > 1 && isOrdered) {
      throw new InvalidOptionException(
          "The options 'sortBy', 'sortDirection' and 'limit' work in one project, but 'project' names several: %s. Use ORDER BY and LIMIT in Spark instead."
              .formatted(String.join(", ", projects)));
    }
  }

  private static RunOptions runs(OptionReader reader, Container container) {
    if (container == Container.EXPERIMENT
        && (reader.has(Option.RUNS) || reader.has(Option.RUNS_PATTERN))) {
      throw new InvalidOptionException(
          "The options 'runs' and 'runsPattern' select runs, but this relation reads experiments. Set 'container' to 'run', or use 'experiments' and 'experimentsPattern'.");
    }
    return new RunOptions(
        reader.names(Option.EXPERIMENTS).orElse(null),
        reader.pattern(Option.EXPERIMENTS_PATTERN).orElse(null),
        reader.names(Option.RUNS).orElse(null),
        reader.pattern(Option.RUNS_PATTERN).orElse(null),
        reader.string(Option.QUERY).orElse(null));
  }

  /** A list of no types selects no attribute, as a list of no names does. */
  private static AttributeOptions attributes(OptionReader reader) {
    Optional<List<String>> types = reader.names(Option.ATTRIBUTE_TYPES);
    boolean isNone = types.isPresent() && types.get().isEmpty();
    return new AttributeOptions(
        isNone ? List.of() : reader.names(Option.ATTRIBUTES).orElse(null),
        reader.pattern(Option.ATTRIBUTES_PATTERN).orElse(null),
        types(types.orElse(List.of()), reader.string(Option.ARCHIVE).isPresent()));
  }

  private static Set<AttributeType> types(List<String> names, boolean isOfArchive) {
    Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
    for (String name : names) {
      types.add(
          AttributeType.fromUserName(name)
              .filter(type -> isOfArchive || !type.isOfArchivesOnly())
              .orElseThrow(
                  () ->
                      OptionReader.invalid(
                          Option.ATTRIBUTE_TYPES,
                          name,
                          "one or more of " + String.join(", ", AttributeType.userNames()))));
    }
    return types;
  }

  private static SeriesOptions series(OptionReader reader) {
    return new SeriesOptions(
        reader.string(Option.STEP_RANGE).map(NeptuneOptions::steps).orElse(StepRange.ALL),
        reader.integer(Option.TAIL_LIMIT, 1, Integer.MAX_VALUE),
        reader.bool(Option.LINEAGE_TO_THE_ROOT, true),
        reader.bool(Option.INCLUDE_POINT_PREVIEWS, false),
        reader.string(Option.LAYOUT).map(NeptuneOptions::isWide).orElse(Boolean.FALSE));
  }

  private static StepRange steps(String value) {
    String expected = "from,to with from <= to, either of which may be empty, such as 1.0,5 or 10,";
    String[] sides = value.split(",", -1);
    if (sides.length != 2) {
      throw OptionReader.invalid(Option.STEP_RANGE, value, expected);
    }
    try {
      Double from = step(sides[0]);
      Double to = step(sides[1]);
      boolean isRange =
          (from == null || Double.isFinite(from))
              && (to == null || Double.isFinite(to))
              && (from == null || to == null || from <= to);
      if (isRange) {
        return new StepRange(from, to);
      }
    } catch (NumberFormatException e) {
      throw OptionReader.invalid(Option.STEP_RANGE, value, expected, e);
    }
    throw OptionReader.invalid(Option.STEP_RANGE, value, expected);
  }

  private static @Nullable Double step(String text) {
    return text.isBlank() ? null : Double.valueOf(text.trim());
  }

  private static TableOptions table(OptionReader reader) {
    return new TableOptions(
        reader.string(Option.SORT_BY).map(String::trim).orElse(null),
        reader.string(Option.SORT_DIRECTION).map(NeptuneOptions::isDescending).orElse(Boolean.TRUE),
        reader.integer(Option.LIMIT, 0, Integer.MAX_VALUE),
        reader.bool(Option.TYPE_SUFFIX_IN_COLUMN_NAMES, false),
        reader.integer(Option.MAX_COLUMNS, 1, Integer.MAX_VALUE, DEFAULT_MAX_COLUMNS));
  }

  private static boolean isWide(String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "long" -> false;
      case "wide" -> true;
      default -> throw OptionReader.invalid(Option.LAYOUT, value, "long or wide");
    };
  }

  private static boolean isDescending(String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw OptionReader.invalid(Option.SORT_DIRECTION, value, "asc or desc");
    };
  }
}
