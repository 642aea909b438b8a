/**
 * Which file goes where: distinct files, their paths, and tasks of about the same number of bytes
 * (docs/downloads.md, "Path of a file"). Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.spark.download.plan;

import org.jspecify.annotations.NullMarked;
