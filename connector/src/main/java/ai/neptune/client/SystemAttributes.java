package ai.neptune.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system attributes, whose types are known without asking (docs/protocol.md, 3). */
public final class SystemAttributes {

  private static final Map<String, AttributeType> TYPES = types();

  private SystemAttributes() {}

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
    names.forEach((type, ofType) -> ofType.forEach(name -> types.put("sys/" + name, type)));
    return Map.copyOf(types);
  }
}
