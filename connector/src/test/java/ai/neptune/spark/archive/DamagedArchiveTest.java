package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.LoggedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that lack something: an error that names it, or a warning and the rest. */
final class DamagedArchiveTest {

  private static final String PROJECT = "team/damaged";
  private static final String SEED =
      """
      {"project": "team/damaged", "runs": [
        {"run": "root", "experiment": "e", "attributes": {"lr": {"type": "float", "value": 1}},
         "series": {"loss": {"type": "float_series", "points": [[0, 3], [1, 2], [2, 1]]},
                    "log": {"type": "string_series", "points": [[0, "a"], [1, "b"]]}}},
        {"run": "child", "experiment": "e", "fork": {"run": "root", "step": 1},
         "creationTime": "2026-01-01T00:00:00.000Z",
         "series": {"loss": {"type": "float_series", "points": [[2, 7]]}}},
        {"run": "other", "experiment": "o",
         "series": {"loss": {"type": "float_series", "points": [[0, 5]]}}}]}
      """;

  private static final Map<String, String> PERMISSIVE = Map.of("archiveMode", "permissive");

  @TempDir private Path folder;

  @Test
  void damageWithinARowGroupNamesFileAndRunOrIsLeftOut() throws IOException {
    ArchiveFixture.damage(part(write(SEED), "other"), 1, "float_value");
    assertThat(List.of("metrics", "metric_summaries", "metric_buckets", "runs"))
        .allSatisfy(
            relation ->
                assertThat(failure(relation, Map.of()))
                    .contains("other-", "_part_0.parquet of run 'other'", "archiveMode"));
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(load("metrics", PERMISSIVE).select("value").collectAsList())
          .extracting(row -> row.getDouble(0))
          .containsExactlyInAnyOrder(3.0, 2.0, 1.0, 3.0, 2.0, 7.0);
      assertThat(warnings.messages())
          .anyMatch(w -> w.contains("_part_0.parquet of run 'other' cannot be read"));
    }
    assertThat(load("runs", PERMISSIVE).collectAsList()).hasSize(3);
    Row checked = load("archive_check", Map.of()).where("run = 'other'").head();
    assertThat(checked.<String>getAs("status")).isEqualTo("incomplete");
    assertThat(checked.getList(checked.fieldIndex("problems")).toString())
        .contains("_part_0.parquet cannot be read: its row group 1");
  }

  @Test
  void anUnfinishedFileIsAnErrorOrAWarning() throws IOException {
    ArchiveFixture.makeTemporary(part(write(SEED), "other"));
    assertThat(failure("runs", Map.of()))
        .contains("of run 'other'", "an export that did not end", "archiveMode");
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(load("runs", PERMISSIVE).select("run").collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactlyInAnyOrder("root", "child");
      assertThat(warnings.messages())
          .filteredOn(w -> w.contains("1 Parquet file(s)") && w.contains("of run 'other'"))
          .hasSize(1);
    }
  }

  @Test
  void anUnfinishedFileOfAnotherProjectMattersToNobodyElse() throws IOException {
    write(SEED.replace(PROJECT, "team/under_way"));
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        ArchiveFixture.makeTemporary(file);
      }
    }
    assertThat(failure("runs", Map.of()))
        .contains("No run of the archive can be read", "'root'")
        .contains("run neptune-exporter again", "'archive_check'");
    Dataset<Row> checked = load("archive_check", Map.of()).cache();
    assertThat(checked.where("status = 'incomplete'").count()).isEqualTo(3);
    checked.unpersist();
    write(SEED);
    assertThat(load("runs", Map.of("project", PROJECT)).count()).isEqualTo(3);
    assertThat(failure("runs", Map.of("project", "team/under_way"))).contains("did not end");
    assertThat(failure("runs", Map.of("project", "team/missing")))
        .contains("no project 'team/missing'", PROJECT);
  }

  @Test
  void aForkAtAStepThatNobodyKnowsIsLikeAMissingParent() throws IOException {
    ArchiveFixture.in(folder).keeping(row -> !row.path().equals("sys/forking/step")).write(SEED);
    assertThat(failure("metrics", Map.of()))
        .contains("'child' (forked from 'root' at a step that the archive does not say)");
    assertThat(load("metrics", PERMISSIVE).where("run = 'child'").count()).isEqualTo(1);
    assertThat(load("archive_check", Map.of()).where("run = 'child'").head().getList(4).toString())
        .contains("The step is not there at which it was forked from the run 'root'.");
  }

  @Test
  void aRunOfTheSameIdIsNotTheParentInAnotherProject() throws IOException {
    write(
        """
        [{"project": "team/damaged", "runs": [
           {"run": "twin", "fork": {"project": "team/far", "run": "twin", "step": 1},
            "series": {"loss": {"type": "float_series", "points": [[2, 7]]}}}]},
         {"project": "team/far", "runs": [
           {"run": "twin", "series": {"loss": {"type": "float_series", "points": [[0, 1]]}}}]}]
        """);
    Map<String, String> options = Map.of("project", PROJECT);
    assertThat(failure("metrics", options)).contains("'twin' (forked from 'twin')");
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(load("attributes", options).where("attribute = 'loss'").count()).isEqualTo(1);
      assertThat(warnings.messages()).anyMatch(w -> w.contains("inherit series"));
    }
  }

  @Test
  void theColumnsOfOtherFilesAreNamed() throws IOException {
    write(SEED);
    LocalSpark.session()
        .range(3)
        .coalesce(1)
        .write()
        .parquet(folder.resolve("data/foreign").toString());
    assertThat(failure("runs", Map.of("project", "foreign/foreign")))
        .contains("no project 'foreign/foreign'");
    Path project = part(folder, "root").getParent();
    try (Stream<Path> files = Files.list(folder.resolve("data/foreign"))) {
      Path other = files.filter(f -> f.toString().endsWith(".parquet")).findAny().orElseThrow();
      Files.move(other, project.resolve("other-file.parquet"));
    }
    Files.writeString(project.resolve("text_part_0.parquet"), "run,step,value\n");
    assertThat(failure("runs", Map.of("project", PROJECT)))
        .contains("other-file.parquet", "no text column 'project_id'", "[id]")
        .contains("text_part_0.parquet of run 'text'", "no Parquet file");
  }

  @Test
  void experimentsAreKnownByTheNamesOfTheirRunsOrNotAtAll() {
    ArchiveFixture.in(folder)
        .keeping(row -> row.path().matches("loss|sys/(name|custom_run_id|creation_time)"))
        .write(SEED);
    assertThat(load("experiments", Map.of()).select("experiment", "loss").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[e,7.0]", "[o,5.0]");
    ArchiveFixture.in(folder)
        .keeping(row -> row.path().matches("loss|sys/experiment/name"))
        .write(SEED);
    assertThat(load("experiments", Map.of("experiments", "e")).collectAsList()).hasSize(1);
    ArchiveFixture.in(folder).keeping(row -> row.path().matches("loss|sys/name")).write(SEED);
    assertThat(failure("experiments", Map.of()))
        .contains("without their attributes under sys/", "Load the relation 'runs'");
  }

  @Test
  void previewsAreWarnedOf() {
    write(SEED);
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(load("metrics", Map.of("includePointPreviews", "true")).count()).isEqualTo(7);
      assertThat(warnings.messages()).anyMatch(w -> w.contains("'includePointPreviews'"));
    }
  }

  private Path write(String seed) {
    return ArchiveFixture.in(folder).write(seed);
  }

  private static Path part(Path archive, String run) {
    return ArchiveFixture.part(archive, PROJECT, run, 0);
  }

  /** All messages of the error that reading a relation ends with. */
  private String failure(String relation, Map<String, String> options) {
    Throwable failure = catchThrowable(() -> load(relation, options).collectAsList());
    assertThat(failure).as("the failure of %s", relation).isNotNull();
    StringBuilder messages = new StringBuilder();
    boolean isOurs = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      isOurs |= cause instanceof NeptuneException;
      messages.append(cause.getMessage()).append('\n');
    }
    assertThat(isOurs).as("one of our exceptions: %s", messages).isTrue();
    return messages.toString();
  }

  private Dataset<Row> load(String relation, Map<String, String> options) {
    boolean isTable = List.of("runs", "experiments", "archive_check").contains(relation);
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", folder.toString())
        .options(isTable ? Map.of() : Map.of("container", "run"))
        .options(options)
        .load(relation);
  }
}
