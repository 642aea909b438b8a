/** Spark's read machinery, the same for all relations. Internal: it may change in any release. */
package ai.neptune.spark.read;
