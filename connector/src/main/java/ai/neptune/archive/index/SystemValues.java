package ai.neptune.archive.index;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The system attributes that the index of an archive holds: those that tell who a run is, where it
 * comes from and how large it is. Most searches need no others, and open no file.
 */
public final class SystemValues {

  public static final AttributeDefinition SYS_ID = string("sys/id");
  public static final AttributeDefinition RUN_ID = string("sys/custom_run_id");
  public static final AttributeDefinition NAME = string("sys/name");
  public static final AttributeDefinition EXPERIMENT = string("sys/experiment/name");
  public static final AttributeDefinition IS_HEAD = bool("sys/experiment/is_head");
  public static final AttributeDefinition CREATION_TIME =
      new AttributeDefinition("sys/creation_time", AttributeType.DATETIME);
  public static final AttributeDefinition FORKED_FROM = string("sys/forking/parent");
  public static final AttributeDefinition FORK_STEP =
      new AttributeDefinition("sys/forking/step", AttributeType.FLOAT);
  public static final AttributeDefinition FORK_DEPTH = integer("sys/forking/depth");

  private static final String COUNTS = "sys/diagnostics/attributes/";

  private static final Map<String, AttributeDefinition> BY_NAME =
      Stream.of(
              SYS_ID,
              RUN_ID,
              NAME,
              EXPERIMENT,
              IS_HEAD,
              CREATION_TIME,
              FORKED_FROM,
              FORK_STEP,
              FORK_DEPTH,
              bool("sys/archived"),
              bool("sys/trashed"),
              bool("sys/failed"),
              integer(COUNTS + "float_series_count"),
              integer(COUNTS + "string_series_count"),
              integer(COUNTS + "histogram_series_count"),
              integer(COUNTS + "file_ref_series_count"))
          .collect(Collectors.toUnmodifiableMap(AttributeDefinition::name, Function.identity()));

  private SystemValues() {}

  /** Whether the index holds an attribute, so that no file need be opened for it. */
  public static boolean holds(AttributeDefinition attribute) {
    return attribute.equals(BY_NAME.get(attribute.name()));
  }

  /** The one text for a name that the index holds, or null. */
  static @Nullable String known(String name) {
    AttributeDefinition attribute = BY_NAME.get(name);
    return attribute == null ? null : attribute.name();
  }

  private static AttributeDefinition string(String name) {
    return new AttributeDefinition(name, AttributeType.STRING);
  }

  private static AttributeDefinition bool(String name) {
    return new AttributeDefinition(name, AttributeType.BOOL);
  }

  private static AttributeDefinition integer(String name) {
    return new AttributeDefinition(name, AttributeType.INT);
  }
}
