/** Spark's read machinery, the same for all relations. Internal: it may change in any release. */
@NullMarked
package ai.neptune.spark.read;

import org.jspecify.annotations.NullMarked;
