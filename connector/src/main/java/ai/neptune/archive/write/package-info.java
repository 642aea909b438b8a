/**
 * Writing the Parquet files of an archive, in the form that {@code neptune-exporter} gives them.
 * Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.archive.write;

import org.jspecify.annotations.NullMarked;
