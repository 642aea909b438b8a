package ai.neptune.spark.relation;

import ai.neptune.client.StepRange;
import ai.neptune.spark.plan.RunsPartition;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Some runs whose series one task reads in buckets, and the range of steps that all tasks divide.
 */
record BucketsPartition(RunsPartition runs, StepRange steps) implements InputPartition {}
