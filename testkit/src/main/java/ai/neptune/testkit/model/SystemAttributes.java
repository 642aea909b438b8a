package ai.neptune.testkit.model;

import static ai.neptune.testkit.model.AttributeType.BOOL;
import static ai.neptune.testkit.model.AttributeType.DATETIME;
import static ai.neptune.testkit.model.AttributeType.FLOAT;
import static ai.neptune.testkit.model.AttributeType.INT;
import static ai.neptune.testkit.model.AttributeType.STRING;
import static ai.neptune.testkit.model.AttributeType.STRING_SET;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes under {@code sys/}, which the server computes for every run (docs/protocol.md, 3).
 */
public final class SystemAttributes {
  /** The prefix of the names of system attributes. */
  public static final String PREFIX = "sys/";

  /** The owner of every run. */
  public static final String OWNER = "testkit";

  private static final String COUNTS = "sys/diagnostics/attributes/";

  /**
   * @param settable whether a seed may give the value
   * @param value the computed value; null where the run does not have the attribute
   */
  private record SystemAttribute(
      AttributeDefinition definition, boolean settable, Function<Run, Object> value) {}

  private static final Map<String, SystemAttribute> ATTRIBUTES = new TreeMap<>();

  static {
    computed("sys/id", STRING, Run::sysId);
    computed("sys/custom_run_id", STRING, Run::runId);
    computed("sys/name", STRING, Run::experiment);
    computed("sys/experiment/name", STRING, Run::experiment);
    computed("sys/experiment/is_head", BOOL, run -> inExperiment(run, run.isHead()));
    computed(
        "sys/experiment/running_time_seconds",
        FLOAT,
        run -> inExperiment(run, RunTimes.secondsOfExperiment(run)));
    computed("sys/creation_time", DATETIME, Run::creationTime);
    computed("sys/archived", BOOL, Run::archived);
    computed("sys/forking/depth", INT, run -> (long) run.forkDepth());
    computed("sys/forking/parent", STRING, run -> forked(run, fork -> fork.parent().runId()));
    computed("sys/forking/step", FLOAT, run -> forked(run, Fork::step));
    computed("sys/relative_creation_time_ms", INT, RunTimes::sinceRoot);
    computed("sys/diagnostics/project_uuid", STRING, run -> uuidOf(run.project().identifier()));
    computed("sys/diagnostics/run_uuid", STRING, run -> uuidOf(run.identifier()));
    settable("sys/family", STRING, run -> RunTimes.root(run).runId());
    settable("sys/owner", STRING, run -> OWNER);
    settable("sys/trashed", BOOL, run -> false);
    settable("sys/failed", BOOL, run -> false);
    settable("sys/modification_time", DATETIME, RunTimes::lastModified);
    settable("sys/ping_time", DATETIME, RunTimes::lastModified);
    settable("sys/running_time_seconds", FLOAT, RunTimes::secondsOfRun);
    settable("sys/size", INT, RunCounts::bytesOfFiles);
    settable("sys/description", STRING, run -> null);
    settable("sys/tags", STRING_SET, run -> List.of());
    settable("sys/group_tags", STRING_SET, run -> null);
    count("bool_count", BOOL);
    count("int_count", INT);
    count("float_count", FLOAT);
    count("string_count", STRING);
    count("string_set_count", STRING_SET);
    count("float_series_count", AttributeType.FLOAT_SERIES);
    count("string_series_count", AttributeType.STRING_SERIES);
    count("histogram_series_count", AttributeType.HISTOGRAM_SERIES);
    count("file_ref_count", AttributeType.FILE);
    count("file_ref_series_count", AttributeType.FILE_SERIES);
    computed(COUNTS + "histogram_count", INT, run -> 0L);
    computed(COUNTS + "total_count", INT, run -> (long) run.definitions().userCount());
    computed(COUNTS + "total_series_datapoints", INT, RunCounts::points);
  }

  private SystemAttributes() {}

  /** The type of a system attribute, or null if there is none of that name. */
  public static @Nullable AttributeType typeOf(String name) {
    SystemAttribute attribute = ATTRIBUTES.get(name);
    return attribute == null ? null : attribute.definition().type();
  }

  /** Whether a system attribute is always computed, so that a seed cannot give it. */
  public static boolean isComputed(String name) {
    SystemAttribute attribute = ATTRIBUTES.get(name);
    return attribute != null && !attribute.settable();
  }

  static @Nullable Object value(Run run, String name) {
    return name.startsWith(COUNTS) && !run.hasCounters()
        ? null
        : Objects.requireNonNull(ATTRIBUTES.get(name)).value().apply(run);
  }

  static List<AttributeDefinition> definitionsOf(Run run) {
    List<AttributeDefinition> definitions = new ArrayList<>(ATTRIBUTES.size());
    for (SystemAttribute attribute : ATTRIBUTES.values()) {
      if (isPresent(run, attribute.definition().name())) {
        definitions.add(attribute.definition());
      }
    }
    return definitions;
  }

  // Without computing values: the counts among them are taken from these definitions.
  private static boolean isPresent(Run run, String name) {
    return switch (name) {
      case "sys/name",
          "sys/experiment/name",
          "sys/experiment/is_head",
          "sys/experiment/running_time_seconds" ->
          run.experiment() != null;
      case "sys/forking/parent", "sys/forking/step" -> run.fork() != null;
      case "sys/description", "sys/group_tags" -> false;
      default -> run.hasCounters() || !name.startsWith(COUNTS);
    };
  }

  private static void computed(String name, AttributeType type, Function<Run, Object> value) {
    AttributeDefinition definition = new AttributeDefinition(name, type);
    ATTRIBUTES.put(name, new SystemAttribute(definition, false, value));
  }

  private static void settable(String name, AttributeType type, Function<Run, Object> value) {
    AttributeDefinition definition = new AttributeDefinition(name, type);
    ATTRIBUTES.put(name, new SystemAttribute(definition, true, value));
  }

  private static void count(String counter, AttributeType counted) {
    computed(COUNTS + counter, INT, run -> (long) run.definitions().userCount(counted));
  }

  private static @Nullable Object inExperiment(Run run, @Nullable Object value) {
    return run.experiment() == null ? null : value;
  }

  private static @Nullable Object forked(Run run, Function<Fork, Object> value) {
    return run.fork() == null ? null : value.apply(run.fork());
  }

  private static String uuidOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
