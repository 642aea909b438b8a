package ai.neptune.archive;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about an archive beside where it is.
 *
 * @param timeZone the zone of the machine that exported a Neptune 2 project, or null for UTC
 * @param permissive whether what the archive lacks is left out with a warning; else it is an error
 */
public record ArchiveSettings(@Nullable String timeZone, boolean permissive)
    implements Serializable {}
