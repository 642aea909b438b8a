package ai.neptune.spark.export;

import static ai.neptune.spark.export.ExportedProject.BLOBS;
import static ai.neptune.spark.export.ExportedProject.POINTS;
import static ai.neptune.spark.export.ExportedProject.PROJECT;
import static ai.neptune.spark.export.ExportedProject.RUNS;
import static ai.neptune.spark.export.ExportedProject.archive;
import static ai.neptune.spark.export.ExportedProject.byRun;
import static ai.neptune.spark.export.ExportedProject.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.errors.ExportException;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.ProjectNotProvidedException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export writes; the tests share one. */
final class ProjectExportTest {

  @TempDir private static Path folder;
  private static ExportedProject project;
  private static Map<String, Row> rows;

  @TempDir private Path other;

  @BeforeAll
  static void export() {
    project = ExportedProject.start(RUNS, folder);
    rows = byRun(project.export().execute());
  }

  @AfterAll
  static void stopServer() {
    project.close();
  }

  @Test
  void givesARowPerRun() {
    assertThat(rows.keySet()).containsExactly("r 1", "r-1", "r_1");
    Row run = rows.get("r-1");
    assertThat(run.<String>getAs("project")).isEqualTo(PROJECT);
    assertThat(run.<String>getAs("experiment")).isEqualTo("one");
    assertThat(run.<String>getAs("status")).isEqualTo("exported");
    assertThat(run.<Long>getAs("points")).isEqualTo(4);
    assertThat(run.<Long>getAs("files")).isEqualTo(3);
    assertThat(run.<String>getAs("error")).isNull();
    assertThat(rows.get("r_1").<Long>getAs("files")).isEqualTo(1);
    long parquet = ArchiveFixture.part(folder, PROJECT, "r-1", 0).toFile().length();
    assertThat(run.<Long>getAs("bytes")).isEqualTo(parquet + 1 + 2 + 3);
    assertThat(run.<Long>getAs("attributes"))
        .isEqualTo(project.archive("attribute_values").where("run = 'r-1'").count() + 2);
  }

  @Test
  void keepsWhatAnExporterLoses() {
    assertThat(
            project
                .archive("attribute_values")
                .where("attribute = 'lr' AND isnan(float_value)")
                .count())
        .isOne();
    assertThat(project.archive("attribute_values").where("int_value = 9007199254740993").count())
        .isOne();
    assertThat(project.archive("metrics").where("isnan(value)").count()).isOne();
    assertThat(project.incompleteRuns()).isEmpty();
  }

  @Test
  void filesWhosePathsWouldBeTheSameKeepTheirContents() {
    assertThat(
            project
                .archive("files")
                .select("file.path")
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .map(ProjectExportTest::content))
        .containsExactlyInAnyOrder("a", "bb", "ccc", "dddd", "png");
    assertThat(
            folder
                .resolve("files")
                .resolve(project.directory())
                .resolve("r-1/img/step_1_500000.png"))
        .hasContent("png");
    assertThat(
            Neptune.downloadFiles(project.archive("files"), other.resolve("copies").toString())
                .where("path IS NOT NULL")
                .count())
        .isEqualTo(5);
  }

  @Test
  void keepsRunsThatHaveNotChanged() {
    project.server().resetRequests();
    Map<String, Row> second = byRun(project.export().execute());

    assertThat(second.values()).allMatch(row -> row.getAs("status").equals("kept"));
    assertThat(project.server().requests().count(POINTS)).isZero();
    assertThat(project.server().requests().count(BLOBS)).isZero();
    for (String column : List.of("experiment", "attributes", "points", "files", "bytes")) {
      assertThat(second.get("r-1").<Object>getAs(column))
          .as(column)
          .isEqualTo(rows.get("r-1").getAs(column));
    }
  }

  @Test
  void anArchiveCanBeExported() {
    Neptune.export(LocalSpark.session(), other.toString())
        .option("archive", folder.toString())
        .execute();

    for (String relation : List.of("attribute_values", "metrics", "series")) {
      assertThat(rows(archive(other, relation).drop("file")))
          .as(relation)
          .isEqualTo(rows(project.archive(relation).drop("file")));
    }
    assertThat(archive(other, "files").count()).isEqualTo(5);
  }

  @Test
  void exportsOnlyTheRunsThatAreSelected() {
    ProjectExport export = project.exportTo(other.toString()).files(false);
    assertThat(byRun(export.option("runs", "r-1").execute()).keySet()).containsExactly("r-1");
    assertThat(byRun(export.option("runs", null).option("query", "`n`:int = 1").execute()).keySet())
        .containsExactly("r 1");
  }

  @Test
  void aFileThatIsMissingInTheStorageIsReported() {
    project.server().addFaults(Fault.on("/storage/.*png").status(404).always());
    try {
      Row run =
          byRun(project.exportTo(other.toString()).option("runs", "r-1").execute()).get("r-1");

      assertThat(run.<String>getAs("status")).isEqualTo("exported");
      assertThat(run.<String>getAs("error")).isEqualTo("1 file(s) are missing in the storage.");
      assertThat(run.<Long>getAs("files")).isEqualTo(2);
    } finally {
      project.server().resetFaults();
    }
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    assertThatThrownBy(() -> project.export().option("attributes", "loss").execute())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith("Option 'attributes' does not apply to an export");
    assertThatThrownBy(() -> project.export().option("projcet", "x").execute())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("Did you mean 'project'?");
    Files.writeString(other.resolve("file"), "");
    assertThatThrownBy(() -> project.exportTo(other.resolve("file").toString()).execute())
        .isInstanceOf(FileDownloadException.class);
    assertThatThrownBy(
            () ->
                Neptune.export(LocalSpark.session(), folder.toString())
                    .option("apiToken", project.server().apiToken())
                    .execute())
        .isInstanceOf(ProjectNotProvidedException.class);
    assertThatThrownBy(() -> Neptune.export(LocalSpark.session(), " ").execute())
        .isInstanceOf(ExportException.class);
  }

  private static String content(String path) {
    try {
      return Files.readString(Path.of(path.replaceFirst("^file:", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
