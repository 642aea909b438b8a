package ai.neptune.spark.export;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.StoredPoints;
import ai.neptune.spark.plan.FoundRun;
import ai.neptune.spark.plan.PointPlanner;
import ai.neptune.spark.plan.ReadPlan;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.pushdown.NameCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/**
 * What an export has to do.
 *
 * @param runs items of whole runs, each for one task
 * @param huge the items of each run that several tasks export
 * @param kept what is there already, and up to date
 */
record ExportPlan(List<ExportItem> runs, List<List<ExportItem>> huge, List<RunOutcome> kept) {

  /**
   * Plans an export.
   *
   * @param earlier null if everything is exported again
   */
  static ExportPlan of(
      NeptuneSource source,
      PointPlanner planner,
      Targets targets,
      @Nullable EarlierExports earlier) {
    Map<RunIdentifier, RunOutcome> kept =
        earlier == null ? Map.of() : earlier.upToDate(source, targets.exported());
    List<FoundRun> rest =
        planner.runs().stream().filter(run -> !kept.containsKey(run.id())).toList();
    return divided(source, planner.only(rest), targets, List.copyOf(kept.values()));
  }

  /** All items: those of huge runs too, once each, for all of their attributes. */
  List<ExportItem> wholeRuns() {
    List<ExportItem> all = new ArrayList<>(runs);
    huge.forEach(
        slices ->
            all.add(new ExportItem(slices.get(0).runs().part(0, 1), slices.get(0).targets())));
    return all;
  }

  /** How many runs are exported. */
  long size() {
    return runs.stream().mapToLong(item -> item.targets().size()).sum() + huge.size();
  }

  private static ExportPlan divided(
      NeptuneSource source, PointPlanner planner, Targets targets, List<RunOutcome> kept) {
    // A part of a series that is stored is found by its place in a file, not by its name.
    ReadPlan plan =
        source instanceof StoredPoints ? planner.wholeRuns() : planner.dividedByAttributes();
    List<ExportItem> runs = new ArrayList<>();
    Map<RunIdentifier, List<ExportItem>> huge = new LinkedHashMap<>();
    for (InputPartition partition : plan.partitions(NameCondition.ALL)) {
      RunsPartition ofRuns = (RunsPartition) partition;
      ArrayList<RunTarget> ofItem = new ArrayList<>();
      ofRuns.ids().forEach(id -> ofItem.add(targets.of(id)));
      ExportItem item = new ExportItem(ofRuns, ofItem);
      if (item.isSlice()) {
        huge.computeIfAbsent(ofRuns.id(0), id -> new ArrayList<>()).add(item);
      } else {
        runs.add(item);
      }
    }
    return new ExportPlan(runs, List.copyOf(huge.values()), kept);
  }
}
