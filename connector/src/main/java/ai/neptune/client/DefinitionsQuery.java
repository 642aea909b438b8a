package ai.neptune.client;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query for the names and types of the attributes in use (docs/protocol.md, 4.3).
 *
 * @param projects the project identifiers
 * @param runs the runs whose attributes are listed, or null for all runs of the projects
 * @param names the names; {@link NameFilter#ALL} for all
 * @param types the types; empty for all that clients know
 */
public record DefinitionsQuery(
    List<String> projects,
    @Nullable List<RunIdentifier> runs,
    NameFilter names,
    Set<AttributeType> types) {}
