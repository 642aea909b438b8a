package ai.neptune.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system attributes, whose types are known without asking (docs/protocol.md, 3). */
public final class SystemAttributes {

  /** What the name of every system attribute begins with. */
  public static final String PREFIX = "sys/";

  /** The identifier of a run, unique in its project. */
  public static final String ID = PREFIX + "id";

  /** The name of an experiment, on all its runs. */
  public static final String NAME = PREFIX + "name";

  /** What users call a run. */
  public static final String CUSTOM_RUN_ID = PREFIX + "custom_run_id";

  /** The experiment of a run. */
  public static final String EXPERIMENT_NAME = PREFIX + "experiment/name";

  public static final String CREATION_TIME = PREFIX + "creation_time";

  /** How many forks there are between a run and the root. */
  public static final String FORKING_DEPTH = PREFIX + "forking/depth";

  private static final String COUNTERS = PREFIX + "diagnostics/attributes/";

  /** How many points all series of a run have. */
  public static final String SERIES_POINTS = COUNTERS + "total_series_datapoints";

  public static final String FLOAT_SERIES_COUNT = COUNTERS + "float_series_count";
  public static final String STRING_SERIES_COUNT = COUNTERS + "string_series_count";
  public static final String HISTOGRAM_SERIES_COUNT = COUNTERS + "histogram_series_count";
  public static final String FILE_SERIES_COUNT = COUNTERS + "file_ref_series_count";

  private static final Map<String, AttributeType> TYPES = types();

  private SystemAttributes() {}

  /** Whether a name is one of a system attribute, known or not. */
  public static boolean includes(String name) {
    return name.startsWith(PREFIX);
  }

  /** The type of a system attribute; empty for any other name. */
  public static Optional<AttributeType> typeOf(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  private static Map<String, AttributeType> types() {
    Map<AttributeType, List<String>> names =
        Map.of(
            AttributeType.BOOL,
            List.of("archived", "failed", "trashed", "experiment/is_head"),
            AttributeType.DATETIME,
            List.of("creation_time", "modification_time", "ping_time"),
            AttributeType.STRING,
            List.of(
                "id",
                "name",
                "custom_run_id",
                "description",
                "owner",
                "family",
                "experiment/name",
                "diagnostics/project_uuid",
                "diagnostics/run_uuid"),
            AttributeType.STRING_SET,
            List.of("tags", "group_tags"),
            AttributeType.FLOAT,
            List.of("running_time_seconds", "experiment/running_time_seconds"),
            AttributeType.INT,
            List.of(
                "size",
                "forking/depth",
                "relative_creation_time_ms",
                "diagnostics/attributes/bool_count",
                "diagnostics/attributes/int_count",
                "diagnostics/attributes/float_count",
                "diagnostics/attributes/string_count",
                "diagnostics/attributes/string_set_count",
                "diagnostics/attributes/float_series_count",
                "diagnostics/attributes/string_series_count",
                "diagnostics/attributes/histogram_count",
                "diagnostics/attributes/histogram_series_count",
                "diagnostics/attributes/file_ref_count",
                "diagnostics/attributes/file_ref_series_count",
                "diagnostics/attributes/total_count",
                "diagnostics/attributes/total_series_datapoints"));
    Map<String, AttributeType> types = new HashMap<>();
    names.forEach((type, ofType) -> ofType.forEach(name -> types.put(PREFIX + name, type)));
    return Map.copyOf(types);
  }
}
