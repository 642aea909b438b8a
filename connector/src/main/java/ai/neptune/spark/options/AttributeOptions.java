package ai.neptune.spark.options;

import ai.neptune.client.AttributeType;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes are read; all conditions hold together.
 *
 * @param names exact names, or null for all; an empty list is none
 * @param pattern extended regex on names (docs/protocol.md, 6), or null for all
 * @param types types; empty for all
 */
public record AttributeOptions(
    @Nullable List<String> names, @Nullable String pattern, Set<AttributeType> types)
    implements Serializable {}
