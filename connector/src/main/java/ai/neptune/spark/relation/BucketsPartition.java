package ai.neptune.spark.relation;

import ai.neptune.client.StepRange;
import ai.neptune.spark.plan.PartitionOfRuns;
import ai.neptune.spark.plan.RunsPartition;

/**
 * Some runs whose series one task reads in buckets, and the range of steps that all tasks divide.
 */
record BucketsPartition(RunsPartition runs, StepRange steps) implements PartitionOfRuns {}
