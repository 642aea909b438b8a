/**
 * Spark's types and values, and column vectors over the primitive arrays that points are decoded
 * into. Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.spark.columns;

import org.jspecify.annotations.NullMarked;
