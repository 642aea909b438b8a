package ai.neptune.spark.options;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments or runs are read; all conditions hold together. Null is no condition, and an
 * empty list is none.
 *
 * @param experiments exact experiment names
 * @param experimentsPattern extended regex on experiment names (docs/protocol.md, 6)
 * @param runs exact run ids
 * @param runsPattern extended regex on run ids
 * @param query an NQL condition as the user wrote it
 */
public record RunOptions(
    @Nullable List<String> experiments,
    @Nullable String experimentsPattern,
    @Nullable List<String> runs,
    @Nullable String runsPattern,
    @Nullable String query)
    implements Serializable {

  /** Whether every experiment or run is selected. */
  public boolean isUnconditional() {
    return experiments == null
        && experimentsPattern == null
        && runs == null
        && runsPattern == null
        && query == null;
  }
}
