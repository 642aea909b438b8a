/**
 * Where relations are read from, as Spark's driver and its tasks get at it: a server, or an
 * archive. Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.spark.source;

import org.jspecify.annotations.NullMarked;
