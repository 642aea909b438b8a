package ai.neptune.spark.export;

import static ai.neptune.spark.export.ExportedProject.BLOBS;
import static ai.neptune.spark.export.ExportedProject.PROJECT;
import static ai.neptune.spark.export.ExportedProject.RUNS;
import static ai.neptune.spark.export.ExportedProject.byRun;
import static ai.neptune.spark.export.ExportedProject.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.archive.fixture.ArchiveFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported again, and what is kept. */
final class ExportAgainTest {

  @TempDir private Path folder;
  private ExportedProject project;

  @AfterEach
  void stopServer() {
    if (project != null) {
      project.close();
    }
  }

  @Test
  void exportsAgainWhatHasChanged() {
    project = ExportedProject.start(RUNS, folder);
    project.export().execute();
    project
        .server()
        .addProject(
            RUNS.replace("[0, 1], [1, \"NaN\"]", "[0, 7], [1, 8]")
                .replace("[2, \"Infinity\"]", "[2, 9], [3, 10, 1900000000000]"));
    project.server().resetRequests();
    Map<String, Row> second = byRun(project.export().execute());

    assertThat(second.get("r-1").<String>getAs("status")).isEqualTo("exported");
    assertThat(second.get("r 1").<String>getAs("status")).isEqualTo("kept");
    assertThat(project.values("loss")).containsExactly(7.0, 8.0, 9.0, 10.0);
    // The files are the same.
    assertThat(project.server().requests().count(BLOBS)).isZero();
  }

  @Test
  void exportsEverythingAgainToOverwrite() {
    project = ExportedProject.start(RUNS, folder);
    project.export().execute();
    project.server().resetRequests();

    assertThat(statuses(project.export().overwrite(true).execute())).containsOnly("exported");
    assertThat(project.server().requests().count(BLOBS)).isEqualTo(5);
  }

  @Test
  void leavesFilesOutUntilTheyAreAskedFor() {
    project = ExportedProject.start(RUNS, folder);
    Map<String, Row> without = byRun(project.export().files(false).execute());
    assertThat(without.get("r-1").<Long>getAs("files")).isZero();
    assertThat(folder.resolve("files")).doesNotExist();

    assertThat(statuses(project.export().execute())).containsOnly("exported");
    assertThat(statuses(project.export().files(false).execute())).containsOnly("kept");
  }

  @Test
  void runsOfAnotherExporterAreKeptOnlyIfTheyAreWhole() throws IOException {
    ArchiveFixture.in(folder)
        .write(RUNS.replaceAll("\"data/a_b\".*", "\"x\": {\"type\": \"int\", \"value\": 1}},"));
    project =
        ExportedProject.start(
            RUNS.replaceAll("\"data/a_b\".*", "\"x\": {\"type\": \"int\", \"value\": 1}},"),
            folder);
    ArchiveFixture.makeTemporary(ArchiveFixture.part(folder, PROJECT, "r_1", 0));
    Map<String, Row> rows = byRun(project.export().execute());

    // The NaN parameter of r-1 is missing.
    assertThat(rows.get("r-1").<String>getAs("status")).isEqualTo("exported");
    assertThat(rows.get("r_1").<String>getAs("status")).isEqualTo("exported");
    assertThat(rows.get("r 1").<String>getAs("status")).isEqualTo("kept");
    assertThat(rows.get("r 1").<Long>getAs("files")).isOne();
    assertThat(project.parts("r_1")).hasSize(1).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(project.incompleteRuns()).isEmpty();
  }
}
