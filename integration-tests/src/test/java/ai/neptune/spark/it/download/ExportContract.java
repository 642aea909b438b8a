package ai.neptune.spark.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.it.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What exports promise, on every file system (docs/exports.md). */
@Tag("servers")
@Timeout(180)
abstract class ExportContract {

  private Storage storage;
  private String destination;
  private Tree tree;

  abstract Storage storage();

  @BeforeEach
  void chooseADestination(TestInfo test) {
    storage = storage();
    destination = storage.root() + "export-" + test.getTestMethod().orElseThrow().getName();
    tree = Tree.at(storage, destination);
    SparkSession spark = LocalSpark.session();
    storage.settings().forEach((name, value) -> spark.conf().set(name, value));
  }

  @AfterEach
  void forgetTheSettings() {
    storage.settings().keySet().forEach(LocalSpark.session().conf()::unset);
  }

  @Test
  void makesAnArchiveThatHasWhatTheServerHas() {
    try (ExportedRuns runs = ExportedRuns.start()) {
      assertThat(export(runs)).containsExactly(Map.entry("exported", ExportedRuns.RUNS));

      assertThat(ExportedRuns.relations(destination)).isEqualTo(runs.relations());
      assertOnlyTheArchiveIsThere(storage, tree);
      assertThat(partsOf(tree, "large-")).isGreaterThan(2);
    }
  }

  @Test
  void exportsOnlyTheRunThatHasChanged() {
    try (ExportedRuns runs = ExportedRuns.start()) {
      export(runs);
      runs.server.resetRequests();
      assertThat(export(runs)).containsExactly(Map.entry("kept", ExportedRuns.RUNS));
      assertThat(runs.requests()).isZero();

      runs.continueTheFirst();
      assertThat(export(runs)).containsEntry("kept", ExportedRuns.RUNS - 1);

      assertThat(ExportedRuns.relations(destination)).isEqualTo(runs.relations());
      assertOnlyTheArchiveIsThere(storage, tree);
    }
  }

  @Test
  void goesOnWhereAKilledDriverStopped() {
    try (ExportedRuns runs = ExportedRuns.start()) {
      runs.slowDown();
      Driver driver = new Driver(storage, ExportProgram.class, runs.server.apiToken(), destination);
      try (JavaProcess killed = driver.start(getClass().getSimpleName() + "-killed")) {
        killed.await("^exporting");
        StoredFiles.await("the first runs", () -> partsOf(tree, "run_") >= 2);
      }
      runs.server.resetFaults();

      Map<String, Integer> statuses = export(runs);

      assertThat(statuses.get("kept")).isBetween(2, ExportedRuns.RUNS - 1);
      assertThat(ExportedRuns.relations(destination)).isEqualTo(runs.relations());
      assertThat(export(runs)).containsExactly(Map.entry("kept", ExportedRuns.RUNS));
    }
  }

  /** Parquet files, downloaded files and records, none of them temporary. */
  static void assertOnlyTheArchiveIsThere(Storage storage, Tree tree) {
    assertThat(storage.unfinished(tree)).isEmpty();
    assertThat(tree.paths())
        .allMatch(path -> path.matches("(data|files|_neptune)/.*"))
        .noneMatch(path -> path.matches(".*(\\.tmp|/tmp/.*)"));
    assertThat(tree.paths())
        .filteredOn(path -> path.startsWith("data/"))
        .allMatch(
            path -> path.matches("data/[^/]*-[0-9a-f]{16}/[^/]*-[0-9a-f]{16}_part_\\d+\\.parquet"));
  }

  /** How many Parquet files of runs there are whose names begin so. */
  static int partsOf(Tree tree, String run) {
    List<String> paths = tree.paths();
    return (int) paths.stream().filter(path -> path.matches("data/[^/]*/" + run + ".*")).count();
  }

  private Map<String, Integer> export(ExportedRuns runs) {
    Map<String, Integer> statuses = new TreeMap<>();
    SparkSession spark = LocalSpark.session();
    for (Row run :
        ExportProgram.export(spark, runs.server.apiToken(), destination)
            .execute()
            .collectAsList()) {
      statuses.merge(run.getAs("status"), 1, Integer::sum);
    }
    return statuses;
  }
}
