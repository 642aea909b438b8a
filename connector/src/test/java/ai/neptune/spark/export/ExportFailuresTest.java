package ai.neptune.spark.export;

import static ai.neptune.spark.export.ExportedProject.POINTS;
import static ai.neptune.spark.export.ExportedProject.PROJECT;
import static ai.neptune.spark.export.ExportedProject.RUNS;
import static ai.neptune.spark.export.ExportedProject.byRun;
import static ai.neptune.spark.export.ExportedProject.manyRuns;
import static ai.neptune.spark.export.ExportedProject.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.errors.ExportException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.RunningTasks;
import ai.neptune.spark.download.destination.FaultyFileSystem;
import ai.neptune.testkit.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that fail, are killed, are tried again, or run at the same time. */
final class ExportFailuresTest {

  @TempDir private Path folder;
  private ExportedProject project;

  @AfterEach
  void stopServer() {
    FaultyFileSystem.fail(0, "", (operation, path) -> false);
    if (project != null) {
      project.close();
    }
  }

  @Test
  void whatAKilledExportHasFinishedIsKept() throws Exception {
    project = ExportedProject.start(manyRuns(12), folder);
    // Most runs are still to come when the first is there.
    project.server().addFaults(Fault.on(POINTS).latency(Duration.ofMillis(500)).always());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Dataset<Row>> killed = thread.submit(() -> project.export(1).execute());
    await(() -> project.parts().size() > 0 || killed.isDone());
    LocalSpark.session().sparkContext().cancelAllJobs();
    assertThatThrownBy(killed::get).hasCauseInstanceOf(ExportException.class);
    thread.shutdown();
    RunningTasks.awaitEnd();
    long finished = project.parts().size();
    assertThat(finished).isBetween(1L, 11L);
    project.server().resetFaults();
    awaitEndOfRequests();
    Map<String, Row> rows = byRun(project.export(1).execute());

    assertThat(
            rows.values().stream()
                .map(row -> row.<String>getAs("status"))
                .filter("kept"::equals)
                .count())
        .isEqualTo(finished);
    assertThat(project.server().requests().count(POINTS)).isEqualTo(12 - finished);
    assertThat(project.archive("archive_check").where("status = 'complete'").count()).isEqualTo(12);
    assertThat(project.archive("metrics").count()).isEqualTo(120);
  }

  @Test
  void twoExportsToOnePlaceDoNotSpoilEachOther() throws Exception {
    project = ExportedProject.start(RUNS, folder);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Dataset<Row>> export = () -> project.export().overwrite(true).execute();
    for (Future<Dataset<Row>> done : threads.invokeAll(Collections.nCopies(2, export))) {
      assertThat(statuses(done.get())).containsOnly("exported");
    }
    threads.shutdown();

    assertThat(project.incompleteRuns()).isEmpty();
    assertThat(project.archive("metrics").count()).isEqualTo(3);
    assertThat(statuses(project.export().execute())).containsOnly("kept");
  }

  @Test
  void oneRunThatCannotBeReadDoesNotStopTheOthers() {
    project = ExportedProject.start(RUNS, folder);
    project.server().addFaults(Fault.on("/storage/").status(403).always());
    Map<String, Row> rows = byRun(project.export().ignoreFailures(true).execute());

    assertThat(rows.get("r-1").<String>getAs("status")).isEqualTo("failed");
    assertThat(rows.get("r-1").<String>getAs("error")).contains("could not be downloaded");
    assertThat(ArchiveFixture.part(folder, PROJECT, "r-1", 0)).doesNotExist();
    assertThatThrownBy(() -> project.export().execute())
        .isInstanceOf(ExportException.class)
        .hasMessageStartingWith("3 run(s) could not be exported")
        .hasMessageContaining("r-1 of team-alpha/export");
    project.server().resetFaults();
    assertThat(statuses(project.export().execute())).containsOnly("exported");
  }

  @Test
  void aTaskThatIsTriedAgainWritesTheSame() {
    project = ExportedProject.start(manyRuns(6), folder);
    LocalSpark.session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.faulty.impl", FaultyFileSystem.class.getName());
    // Some of the runs of the task appear before its failure, some do not.
    FaultyFileSystem.fail(
        1,
        "the connection was reset",
        (operation, path) -> operation.equals("rename") && path.getName().startsWith("r-3-"));

    assertThat(statuses(project.exportTo("faulty:" + folder).execute()))
        .hasSize(6)
        .containsOnly("exported");

    assertThat(project.server().requests().count(POINTS)).as("in two attempts").isGreaterThan(1);
    assertThat(project.parts()).hasSize(6);
    assertThat(project.archive("metrics").count()).isEqualTo(60);
    assertThat(project.incompleteRuns()).isEmpty();
  }

  /** Forgets the requests so far, once the server works on none any more. */
  private void awaitEndOfRequests() {
    await(
        () -> {
          project.server().resetRequests();
          return project.server().requests().maxInFlight() == 0;
        });
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
