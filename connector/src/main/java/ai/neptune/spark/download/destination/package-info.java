/**
 * The file system that files are written to: publishing them whole, and the records of a download.
 * Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.spark.download.destination;

import org.jspecify.annotations.NullMarked;
