package ai.neptune.archive.index;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive is, as its user said it.
 *
 * @param archive the data root, the folder that holds it, or one project's folder
 * @param files the root of files, or null for the exporter's default
 */
public record ArchiveLocation(String archive, @Nullable String files, ArchiveKind kind)
    implements Serializable {}
