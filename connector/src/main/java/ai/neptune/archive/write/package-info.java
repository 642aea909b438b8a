/**
 * Writing the Parquet files of an archive, in the form that {@code neptune-exporter} gives them.
 * Internal: it may change in any release.
 */
package ai.neptune.archive.write;
