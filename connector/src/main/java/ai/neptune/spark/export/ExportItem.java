package ai.neptune.spark.export;

import ai.neptune.spark.plan.RunsPartition;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * What one task exports.
 *
 * @param runs some runs, or some attributes of one huge run
 * @param targets where each of them goes
 */
record ExportItem(RunsPartition runs, ArrayList<RunTarget> targets) implements Serializable {

  /** Whether other tasks export the rest of the run. */
  boolean isSlice() {
    return runs.slices() > 1;
  }
}
