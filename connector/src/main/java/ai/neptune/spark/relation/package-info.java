/** One class per relation: its schema, how it is partitioned, how a partition becomes rows. */
package ai.neptune.spark.relation;
