/**
 * What tasks read: the runs that a search finds, and partitions of about the same number of points.
 * Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.spark.plan;

import org.jspecify.annotations.NullMarked;
