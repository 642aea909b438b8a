/**
 * Archives of exported projects, asked the same questions as a server: runs, attributes, points.
 * Knows Hadoop's file systems and Parquet, and no Spark. Internal: it may change in any release.
 */
package ai.neptune.archive;
