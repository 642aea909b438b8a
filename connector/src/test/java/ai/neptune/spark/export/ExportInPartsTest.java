package ai.neptune.spark.export;

import static ai.neptune.spark.export.ExportedProject.PROJECT;
import static ai.neptune.spark.export.ExportedProject.byRun;
import static ai.neptune.spark.export.ExportedProject.huge;
import static ai.neptune.spark.export.ExportedProject.read;
import static ai.neptune.spark.export.ExportedProject.rows;
import static ai.neptune.spark.export.ExportedProject.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.ArchiveFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that several tasks export in parts. */
final class ExportInPartsTest {

  @TempDir private Path folder;
  private ExportedProject project;

  @AfterEach
  void stopServer() {
    if (project != null) {
      project.close();
    }
  }

  @Test
  void aHugeRunIsWrittenInPartsByTasksOfTheirOwn() throws IOException {
    project = ExportedProject.start(huge(12, 100), folder);
    Row row = byRun(project.export(300).execute()).get("huge");

    assertThat(row.<Long>getAs("points")).isEqualTo(1200);
    assertThat(project.parts("huge").size()).isGreaterThan(2);
    assertThat(project.archive("metrics").count()).isEqualTo(1200);
    assertThat(project.archive("metrics").selectExpr("sum(step)").head().getDouble(0))
        .isEqualTo(12 * 99 * 100 / 2.0);
    assertThat(project.archive("archive_check").head().<String>getAs("status"))
        .isEqualTo("complete");
    Row kept = byRun(project.export(300).execute()).get("huge");
    assertThat(kept.<String>getAs("status")).isEqualTo("kept");
    assertThat(kept.<Long>getAs("points")).isEqualTo(1200);
    assertThat(kept.<Long>getAs("bytes")).isEqualTo(row.getAs("bytes"));
  }

  @Test
  void aHugeSeriesIsWrittenByOneTask() {
    project = ExportedProject.start(huge(1, 1500), folder);
    Row row = byRun(project.export(300).execute()).get("huge");

    assertThat(row.<Long>getAs("points")).isEqualTo(1500);
    assertThat(project.archive("metrics").count()).isEqualTo(1500);
    assertThat(project.archive("archive_check").head().<String>getAs("status"))
        .isEqualTo("complete");
    assertThat(statuses(project.export().execute())).containsOnly("kept");
  }

  @Test
  void aRunWithFewerPartsThanBeforeLosesTheOthers() throws IOException {
    project = ExportedProject.start(huge(12, 100), folder);
    project.export(300).execute();
    requireNoTemporaryFiles();
    project.export().overwrite(true).execute();

    assertThat(project.parts("huge")).hasSize(1);
    assertThat(project.archive("metrics").count()).isEqualTo(1200);
  }

  @Test
  void aRunOfWhichAPartIsMissingIsNotThereUntilItIsExportedAgain() throws IOException {
    project =
        ExportedProject.start(huge(12, 100).replace("]}", ", {\"run\": \"small\"}]}"), folder);
    project.export(300).execute();
    Files.delete(ArchiveFixture.part(folder, PROJECT, "huge", 0));

    assertThatThrownBy(() -> project.archive("runs").count())
        .hasMessageContaining("of run 'huge' (it waits for other parts of an export");
    assertThat(rows(read(folder, "runs", Map.of("archiveMode", "permissive")).select("run")))
        .containsExactly("[small]");
    assertThat(project.archive("archive_check").where("status = 'incomplete'").count()).isOne();
    Map<String, Row> again = byRun(project.export(300).execute());
    assertThat(again.get("huge").<String>getAs("status")).isEqualTo("exported");
    assertThat(again.get("small").<String>getAs("status")).isEqualTo("kept");
    assertThat(project.archive("metrics").count()).isEqualTo(1200);
  }

  @Test
  void exportsOfOneHugeRunAtTheSameTimeLeaveOneOfThem() throws Exception {
    project = ExportedProject.start(huge(12, 100), folder);
    Files.createDirectories(folder.resolve("_neptune"));
    Files.writeString(folder.resolve("_neptune/moving-parts"), "an-export-that-was-killed");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Callable<Dataset<Row>>> exports =
        Stream.of(200, 300, 500)
            .map(target -> (Callable<Dataset<Row>>) () -> project.export(target).execute())
            .toList();
    for (Future<Dataset<Row>> done : threads.invokeAll(exports)) {
      assertThat(done.get().count()).isOne();
    }
    threads.shutdown();

    assertThat(project.archive("archive_check").head().<String>getAs("status"))
        .isEqualTo("complete");
    assertThat(project.archive("metrics").count()).isEqualTo(1200);
    assertThat(folder.resolve("_neptune/moving-parts")).doesNotExist();
    assertThat(statuses(project.export().execute())).containsOnly("kept");
  }

  private void requireNoTemporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.equals("tmp") || name.endsWith(".tmp"));
    }
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(f -> f.toString().endsWith(".parquet"));
    }
  }
}
