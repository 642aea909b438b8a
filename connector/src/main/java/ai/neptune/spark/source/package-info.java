/**
 * Where relations are read from, as Spark's driver and its tasks get at it: a server, or an
 * archive. Internal: it may change in any release.
 */
package ai.neptune.spark.source;
