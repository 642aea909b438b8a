/**
 * Spark's predicates, turned into conditions of the client, and what a query needs of a relation.
 * Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.spark.pushdown;

import org.jspecify.annotations.NullMarked;
