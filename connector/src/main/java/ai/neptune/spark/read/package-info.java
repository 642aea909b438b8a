/** Spark's read machinery, the same for all relations. */
package ai.neptune.spark.read;
