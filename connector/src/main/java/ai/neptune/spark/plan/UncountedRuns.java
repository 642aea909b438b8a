package ai.neptune.spark.plan;

import ai.neptune.client.AttributeType;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs whose points no server has counted, as those of older servers (docs/protocol.md, 9). They
 * are taken to be as large as the counted ones on average; if none is counted, some are looked at.
 */
final class UncountedRuns {

  /** Where nothing can be learned: enough that few such runs share a partition. */
  private static final long POINTS_PER_RUN = 100_000;

  private UncountedRuns() {}

  /** The same runs, every one with a size. */
  static List<FoundRun> estimated(
      NeptuneSource source,
      NeptuneOptions options,
      Conditions conditions,
      List<FoundRun> runs,
      Set<AttributeType> types) {
    if (runs.stream().allMatch(FoundRun::isCounted)) {
      return runs;
    }
    if (runs.stream().anyMatch(FoundRun::isCounted)) {
      long average =
          (long)
              runs.stream()
                  .filter(FoundRun::isCounted)
                  .mapToLong(FoundRun::points)
                  .average()
                  .orElseThrow();
      return withSize(runs, Math.max(1, average), null);
    }
    if (!types.contains(AttributeType.FLOAT_SERIES)) {
      return withSize(runs, POINTS_PER_RUN, null);
    }
    return PointShare.sample(source, options, conditions, runs)
        .map(sample -> withSize(runs, sample.pointsPerRun(), sample.series()))
        .orElseGet(() -> withSize(runs, POINTS_PER_RUN, null));
  }

  private static List<FoundRun> withSize(
      List<FoundRun> runs, long points, @Nullable Integer series) {
    return runs.stream()
        .map(
            run ->
                run.isCounted()
                    ? run
                    : run.withSize(points, series == null ? run.series() : series))
        .toList();
  }
}
