package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.Neptune2Fixture;
import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.LoggedWarnings;
import ai.neptune.spark.Neptune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of Neptune 2 as the tests write it, with what the samples do not have. */
final class OldProjectTest {

  private static final String PROJECT = "old/project";

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Neptune2Fixture.run(folder, PROJECT, "OLD-1")
        .parameter("params/lr", "float", 0.5)
        .parameter("params/big", "int", 9_007_199_254_740_993L)
        .point("loss", "float_series", 0, utc("2024-11-03T00:30:00Z"), 3.0)
        .point("loss", "float_series", 1, utc("2024-11-03T01:30:00Z"), Double.NaN)
        .point("loss", "float_series", 2, utc("2024-03-10T02:30:00Z"), 1.0)
        .point("monitoring/1/stdout", "string_series", 0, utc("2024-07-01T12:00:00Z"), "hello")
        .file("best: a?b*.bin", "file", null, own("best: a?b*.bin"), own("best: a?b*.bin"), "xyz")
        .file("img", "file_series", 0.0, own("img/0.png"), own("img/0.png"), "a")
        .file("img", "file_series", 1.0, own("img/1.jpeg"), own("img/1.jpeg"), "bc")
        .file("source", "file_set", null, own("source"), own("source/source.zip"), "zip")
        .file(
            "data",
            "artifact",
            null,
            own("data/files_list.json"),
            own("data/files_list.json"),
            "[]")
        .write();
    Neptune2Fixture.run(folder, PROJECT, "OLD-2").parameter("params/lr", "float", 1.5).write();
    Neptune2Fixture.model(folder, PROJECT, "OLD-M", "models")
        .parameter("framework", "string", "x")
        .file("weights", "file", null, "models/OLD-M/weights.bin", "models/OLD-M/weights.bin", "w")
        .write();
    Neptune2Fixture.model(folder, PROJECT, "OLD-M-1", "model_versions")
        .point("val", "float_series", 0, utc("2024-07-01T12:00:00Z"), 0.25)
        .write();
  }

  @Test
  void timesAreTakenAsUtcWithAWarning() {
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(times("metrics", Map.of()))
          .containsExactly(
              Instant.parse("2024-11-03T00:30:00Z"),
              Instant.parse("2024-11-03T01:30:00Z"),
              Instant.parse("2024-03-10T02:30:00Z"));
      assertThat(warnings.messages())
          .filteredOn(w -> w.contains("'archiveTimeZone'") && w.contains(PROJECT))
          .hasSize(1);
    }
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(load("metrics", Map.of()).select("step", "value").collectAsList()).hasSize(3);
      assertThat(times("series", Map.of("archiveTimeZone", "+02:00")))
          .contains(Instant.parse("2024-07-01T10:00:00Z"));
      assertThat(warnings.messages()).noneMatch(w -> w.contains("archiveTimeZone"));
    }
  }

  @Test
  void theEarlierOfTwoInstantsIsTakenAndAGapIsSkipped() {
    assertThat(times("metrics", Map.of("archiveTimeZone", "America/New_York")))
        .containsExactly(
            Instant.parse("2024-11-03T04:30:00Z"),
            Instant.parse("2024-11-03T05:30:00Z"),
            Instant.parse("2024-03-10T07:30:00Z"));
  }

  @Test
  void theZoneMattersAlsoWhereNothingTellsTheGeneration() throws IOException {
    Path filtered = Files.createDirectory(folder.resolve("filtered"));
    Neptune2Fixture.run(filtered, PROJECT, "OLD-1")
        .point("loss", "float_series", 0, utc("2024-07-01T12:00:00Z"), 3.0)
        .writeWithoutParameters();
    Map<String, String> options =
        Map.of("archive", filtered.toString(), "archiveTimeZone", "Europe/Warsaw");
    assertThat(times("metrics", options)).containsExactly(Instant.parse("2024-07-01T10:00:00Z"));
  }

  @Test
  void valuesAreExactAndNaNIsKept() {
    Row run = load("runs", Map.of()).where("run = 'OLD-1'").head();
    assertThat(run.<Long>getAs("params/big")).isEqualTo(9_007_199_254_740_993L);
    assertThat(run.<Double>getAs("sys/size")).isEqualTo(1.5);
    assertThat(load("metrics", Map.of()).where("isnan(value)").count()).isEqualTo(1);
    assertThat(load("runs", Map.of("query", "`params/lr` > 1")).select("run").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("OLD-2");
    assertThatThrownBy(() -> load("metrics", Map.of("container", "experiment")).count())
        .isInstanceOf(IncompleteArchiveException.class)
        .hasMessageContaining("Neptune 2 has no experiments");
  }

  @Test
  void filesOfEveryTypeAreCopied(@TempDir Path destination) {
    Dataset<Row> files = load("files", Map.of());
    assertThat(
            files.select("attribute", "step", "absolute_time", "file.size_bytes").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "[best: a?b*.bin,null,null,3]",
            "[img,0.0,null,1]",
            "[img,1.0,null,2]",
            "[source,null,null,3]",
            "[data,null,null,2]");
    assertThat(load("attributes", Map.of("attributeTypes", "file_set,artifact")).collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[source,file_set]", "[data,artifact]");
    assertThat(Neptune.downloadFiles(files).to(destination.toString()).execute().collectAsList())
        .extracting(row -> row.<String>getAs("path").replaceFirst("^.*/OLD-1/", ""))
        .containsExactlyInAnyOrder(
            "best__a_b__bin.bin",
            "img/step_0_000000.png",
            "img/step_1_000000.jpeg",
            "source.zip",
            "data.json");
  }

  @Test
  void theModelRegistryIsReadLikeRuns(@TempDir Path destination) {
    Map<String, String> models = Map.of("container", "model");
    assertThat(load("runs", models).select("run", "framework").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[OLD-M,x]");
    assertThat(
            Neptune.downloadFiles(load("files", models))
                .to(destination.toString())
                .execute()
                .head()
                .<String>getAs("path"))
        .endsWith("OLD-M/weights.bin");
    assertThat(load("metrics", Map.of("container", "model_version")).head().<Double>getAs("value"))
        .isEqualTo(0.25);
  }

  @Test
  void nothingTellsWhetherTheExportIsWhole() {
    List<Row> runs = load("archive_check", Map.of()).collectAsList();
    assertThat(runs).hasSize(2);
    assertThat(runs).extracting(run -> run.<String>getAs("status")).containsOnly("unknown");
    assertThat(runs).extracting(run -> run.<Integer>getAs("generation")).containsOnly(2);
    assertThat(runs.get(0).<Long>getAs("files")).isEqualTo(5);
    assertThat(runs.get(0).<Long>getAs("files_missing")).isZero();
  }

  private static String own(String path) {
    return PROJECT + "/OLD-1/" + path;
  }

  private static long utc(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private static List<Instant> times(String relation, Map<String, String> options) {
    return load(relation, options)
        .where("absolute_time IS NOT NULL")
        .orderBy("step")
        .select("absolute_time")
        .collectAsList()
        .stream()
        .map(row -> row.getTimestamp(0).toInstant())
        .toList();
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    boolean isOfRuns = relation.equals("runs") || relation.equals("archive_check");
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", folder.toString())
        .options(isOfRuns ? Map.of() : Map.of("container", "run"))
        .options(options)
        .load(relation);
  }
}
