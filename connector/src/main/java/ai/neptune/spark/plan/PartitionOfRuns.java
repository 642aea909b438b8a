package ai.neptune.spark.plan;

import org.apache.spark.sql.connector.read.InputPartition;

/** What a task reads, where that is some runs. */
public interface PartitionOfRuns extends InputPartition {

  /** The runs. */
  RunsPartition runs();
}
