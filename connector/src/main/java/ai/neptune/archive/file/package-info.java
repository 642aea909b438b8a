/**
 * Reads the Parquet files that the exporter wrote, by columns. Internal: it may change in any
 * release.
 */
package ai.neptune.archive.file;
