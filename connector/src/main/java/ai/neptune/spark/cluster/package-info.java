/**
 * What goes to the executors beside what Spark sends there itself. Internal: it may change in any
 * release.
 */
package ai.neptune.spark.cluster;
