/**
 * What goes to the executors beside what Spark sends there itself. Internal: it may change in any
 * release.
 */
@NullMarked
package ai.neptune.spark.cluster;

import org.jspecify.annotations.NullMarked;
