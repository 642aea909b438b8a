package ai.neptune.spark.relation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.RunIdentifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunBatchPlannerTest {

  @Test
  void fillsPartitionsUpToTheTargetInTheOrderOfTheRuns() {
    List<RunsPartition> partitions = planner(10, 100).plan(runs(4, 4, 4, 9, 1));
    assertThat(names(partitions))
        .containsExactly(List.of("run0", "run1"), List.of("run2"), List.of("run3", "run4"));
  }

  @Test
  void splitsAHugeRunByItsAttributes() {
    List<RunsPartition> partitions = planner(10, 100).plan(runs(1, 35));
    assertThat(names(partitions))
        .containsExactly(
            List.of("run0"), List.of("run1"), List.of("run1"), List.of("run1"), List.of("run1"));
    for (int attribute = 0; attribute < 20; attribute++) {
      int position = attribute;
      assertThat(partitions.subList(1, 5)).filteredOn(p -> p.reads(position)).hasSize(1);
    }
    assertThat(partitions.subList(1, 5)).filteredOn(RunsPartition::isFirstSlice).hasSize(1);
  }

  @Test
  void keepsAHugeRunWholeWhenItsAttributesBelongTogether() {
    assertThat(names(planner(10, 100).planWholeRuns(runs(1, 35))))
        .containsExactly(List.of("run0"), List.of("run1"));
  }

  @Test
  void holdsNoMoreRunsThanAllowed() {
    assertThat(planner(1000, 2).plan(runs(1, 1, 1, 1, 1))).hasSize(3);
  }

  @Test
  void neverMixesProjects() {
    List<FoundRun> runs = new ArrayList<>(runs(1, 1));
    runs.add(new FoundRun(new RunIdentifier("team/other", "OTH-1"), "run9", 1, 1, false));
    List<RunsPartition> partitions = planner(1000, 100).plan(runs);
    assertThat(partitions)
        .extracting(RunsPartition::project)
        .containsExactly("team/p", "team/other");
  }

  @Test
  void plansNothingForNoRuns() {
    assertThat(planner(10, 10).plan(List.of())).isEmpty();
  }

  private static RunBatchPlanner planner(long target, int maxRuns) {
    return new RunBatchPlanner(FoundRun::points, target, maxRuns);
  }

  private static List<FoundRun> runs(long... points) {
    List<FoundRun> runs = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      runs.add(new FoundRun(new RunIdentifier("team/p", "P-" + i), "run" + i, points[i], 1, false));
    }
    return runs;
  }

  private static List<List<String>> names(List<RunsPartition> partitions) {
    return partitions.stream()
        .map(
            p -> {
              List<String> names = new ArrayList<>();
              for (int run = 0; run < p.size(); run++) {
                names.add(p.name(run));
              }
              return names;
            })
        .toList();
  }
}
