package ai.neptune.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.RunIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunBatchPlannerTest {

  @Test
  void fillsPartitionsUpToTheTargetInTheOrderOfTheRuns() {
    List<RunsPartition> partitions = plan(planner(10, 100), runs(4, 4, 4, 9, 1));
    assertThat(names(partitions))
        .containsExactly(List.of("run0", "run1"), List.of("run2"), List.of("run3", "run4"));
  }

  @Test
  void dividesAHugeRunByTheNamesOfItsAttributes() {
    List<RunsPartition> partitions = plan(planner(10, 100), runs(1, 35));
    assertThat(names(partitions))
        .containsExactly(
            List.of("run0"), List.of("run1"), List.of("run1"), List.of("run1"), List.of("run1"));
    List<RunsPartition> slices = partitions.subList(1, 5);
    for (int i = 0; i < 20; i++) {
      String attribute = "metrics/layer" + i;
      assertThat(slices).filteredOn(p -> p.reads(attribute)).hasSize(1);
    }
    assertThat(slices).filteredOn(RunsPartition::isFirstSlice).hasSize(1);
  }

  @Test
  void spreadsNamesThatDifferInTheirEndEvenly() {
    for (int slices : new int[] {2, 5, 31, 64}) {
      RunsPartition first = RunsPartition.slice(run(0, 1, 100_000), 0, slices);
      long mine =
          IntStream.range(0, 31_000).filter(i -> first.reads("metrics/layer" + i + "/x")).count();
      assertThat(mine).isBetween(31_000L / slices * 8 / 10, 31_000L / slices * 12 / 10);
    }
  }

  @Test
  void dividesARunIntoNoMorePartsThanItHasSeries() {
    List<FoundRun> runs = List.of(run(0, 1000, 3));
    assertThat(plan(planner(10, 100), runs)).hasSize(3);
  }

  @Test
  void keepsAHugeRunWholeWhenItsAttributesBelongTogether() {
    assertThat(names(planner(10, 100).planWholeRuns(runs(1, 35))))
        .containsExactly(List.of("run0"), List.of("run1"));
  }

  @Test
  void holdsNoMoreRunsThanAllowed() {
    assertThat(plan(planner(1000, 2), runs(1, 1, 1, 1, 1))).hasSize(3);
  }

  @Test
  void neverMixesProjects() {
    List<FoundRun> runs = new ArrayList<>(runs(1, 1));
    runs.add(new FoundRun(new RunIdentifier("team/other", "OTH-1"), "run9", 1, 1, false));
    List<RunsPartition> partitions = plan(planner(1000, 100), runs);
    assertThat(partitions)
        .extracting(RunsPartition::project)
        .containsExactly("team/p", "team/other");
  }

  @Test
  void givesAllTasksThatRunAtOnceTheSameWork() {
    List<FoundRun> runs = IntStream.range(0, 1_000).mapToObj(i -> run(i, 10_100, 1)).toList();
    assertThat(partitionsOf(runs, 2)).hasSize(6);
    assertThat(partitionsOf(runs, 3)).hasSize(6);
    assertThat(partitionsOf(runs, 5)).hasSize(10);
    assertThat(partitionsOf(runs, 8)).hasSize(8);
    assertThat(partitionsOf(runs, 200)).hasSize(200);
  }

  @Test
  void startsNoTaskForLittleWorkAndNoneForMoreThanAsked() {
    assertThat(RunBatchPlanner.target(1_000, 10, 50_000, 2_000_000, 8)).isEqualTo(50_000);
    assertThat(RunBatchPlanner.target(1_000_000_000, 10, 50_000, 1_000, 8)).isEqualTo(1_000);
    assertThat(RunBatchPlanner.target(0, 0, 50_000, 2_000_000, 8)).isEqualTo(50_000);
    assertThat(RunBatchPlanner.target(-16_000_000, 10, 50_000, 2_000_000, 8)).isEqualTo(50_000);
  }

  @Test
  void plansNothingForNoRuns() {
    assertThat(plan(planner(10, 10), List.of())).isEmpty();
  }

  private static List<RunsPartition> partitionsOf(List<FoundRun> runs, int parallelism) {
    long work = runs.stream().mapToLong(FoundRun::points).sum();
    long target = RunBatchPlanner.target(work, runs.size(), 50_000, 2_000_000, parallelism);
    return plan(planner(target, 1_000), runs);
  }

  private static RunBatchPlanner planner(long target, int maxRuns) {
    return new RunBatchPlanner(FoundRun::points, target, maxRuns);
  }

  private static List<FoundRun> runs(long... points) {
    List<FoundRun> runs = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      runs.add(run(i, points[i], 100));
    }
    return runs;
  }

  private static FoundRun run(int number, long points, int series) {
    return new FoundRun(
        new RunIdentifier("team/p", "P-" + number), "run" + number, points, series, false);
  }

  private static List<RunsPartition> plan(RunBatchPlanner planner, List<FoundRun> runs) {
    return planner.plan(runs, planner::divideByAttributes);
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
