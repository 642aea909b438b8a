/**
 * One class per relation: its schema and how a partition becomes rows or columns. Internal: it may
 * change in any release.
 */
@NullMarked
package ai.neptune.spark.relation;

import org.jspecify.annotations.NullMarked;
