package ai.neptune.archive.index;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which runs are the heads of experiments. An export marks a head as it was at that moment, so that
 * two runs may be marked, or none: then the latest decides.
 */
final class Heads {

  private static final Comparator<ArchivedRun> LATEST =
      Comparator.comparing(ArchivedRun::isMarkedAsHead)
          .thenComparingLong(ArchivedRun::creationTime)
          .thenComparing(ArchivedRun::runId);

  private Heads() {}

  /** The heads among all runs of one project. */
  static Set<ArchivedRun> of(List<ArchivedRun> runs) {
    Map<String, ArchivedRun> heads = new HashMap<>();
    for (ArchivedRun run : runs) {
      if (run.experiment() != null) {
        heads.merge(run.experiment(), run, (a, b) -> LATEST.compare(a, b) >= 0 ? a : b);
      }
    }
    return new HashSet<>(heads.values());
  }
}
