package ai.neptune.spark.download.plan;

import ai.neptune.spark.download.destination.NameRules;
import java.io.Serializable;

/**
 * What the partitions of a plan need to know to write their rows.
 *
 * @param fingerprints what each partition held when it was read first
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; 8 bytes a partition.
record PlanLayout(TaskBalance balance, long[] fingerprints, NameRules names, String downloadId)
    implements Serializable {

  long fingerprint(int partition) {
    return fingerprints[partition];
  }

  /**
   * The task of a chunk.
   *
   * @throws PlanChangedException if there was no such chunk when the partition was read first
   */
  int task(int partition, int chunk) {
    if (chunk >= balance.chunks(partition)) {
      throw new PlanChangedException();
    }
    return balance.task(partition, chunk);
  }
}
