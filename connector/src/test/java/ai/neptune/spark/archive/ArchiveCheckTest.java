package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the relation archive_check says of whole and of damaged archives. */
final class ArchiveCheckTest {

  private static final Path SAMPLES = Path.of("../../shared/archives");
  private static final String PROJECT = "team/check";
  private static final String SEED =
      """
      {"project": "team/check", "runs": [
        {"run": "a", "experiment": "one",
         "attributes": {"lr": {"type": "float", "value": 1}, "n": {"type": "int", "value": 2},
           "f.x": {"type": "file", "mimeType": "text/plain", "base64": "YQ=="},
           "f_x": {"type": "file", "mimeType": "text/plain", "base64": "YmI="},
           "g": {"type": "file", "mimeType": "text/plain", "base64": "Yw=="}},
         "series": {
           "loss": {"type": "float_series", "points": [[0, 1], [1, "NaN"], [2, 3]]},
           "note": {"type": "string_series", "points": [[0, "x"], [5, "y"]]}}},
        {"run": "b", "experiment": "one", "fork": {"run": "a", "step": 1.0},
         "series": {"loss": {"type": "float_series", "points": [[2, 7]]}}},
        {"run": "c", "attributes": {"lr": {"type": "float", "value": 3}},
         "series": {"loss": {"type": "float_series", "points": [[0, 1]]}}}]}
      """;

  @TempDir private Path folder;

  @Test
  void aWholeArchiveIsComplete() {
    ArchiveFixture.in(folder).keeping(row -> !row.path().startsWith("f")).write(SEED);
    Map<String, Row> runs = check(folder);

    Row a = runs.get("a");
    assertThat(strings(a, "problems")).containsExactly("2 of 3 file attributes are missing.");
    assertThat(a.getJavaMap(a.fieldIndex("attributes_found")))
        .isEqualTo(
            Map.of("float", 1L, "int", 1L, "file", 1L, "float_series", 1L, "string_series", 1L));
    assertThat(a.<Long>getAs("points_found")).isEqualTo(5);
    assertThat(a.<Long>getAs("points_counted")).isEqualTo(5);
    // The counters of a fork include what it inherits.
    Row b = runs.get("b");
    assertThat(b.<String>getAs("status")).isEqualTo("complete");
    assertThat(b.<String>getAs("experiment")).isEqualTo("one");
    assertThat(b.<Long>getAs("points_found")).isEqualTo(4);
    Row c = runs.get("c");
    assertThat(c.<String>getAs("status")).isEqualTo("complete");
    assertThat(c.<Integer>getAs("generation")).isEqualTo(3);
    assertThat(c.<Integer>getAs("parts")).isEqualTo(1);
    assertThat(c.<Long>getAs("bytes")).isPositive();
  }

  @Test
  void filesThatAreSharedOrMissingAreCounted() throws IOException {
    ArchiveFixture.in(folder).write(SEED);
    try (var files = Files.walk(folder.resolve("files"))) {
      Files.delete(files.filter(f -> f.endsWith("g.txt")).findFirst().orElseThrow());
    }
    Row a = check(folder).get("a");

    assertThat(a.<Long>getAs("files")).isEqualTo(3);
    assertThat(a.<Long>getAs("files_missing")).isEqualTo(1);
    assertThat(a.<Long>getAs("files_shared")).isEqualTo(2);
    assertThat(a.<String>getAs("status")).isEqualTo("incomplete");
  }

  @Test
  void damagedFilesAreReportedWithTheirRuns() throws IOException {
    ArchiveFixture.in(folder)
        .withRowGroupsPerPart(1)
        .keeping(row -> !row.path().startsWith("f"))
        .write(SEED);
    ArchiveFixture.cutOffFooter(ArchiveFixture.part(folder, PROJECT, "a", 1));
    ArchiveFixture.makeTemporary(ArchiveFixture.part(folder, PROJECT, "b", 0));
    ArchiveFixture.makeTemporary(ArchiveFixture.part(folder, PROJECT, "c", 0));
    ArchiveFixture.cutOffFooter(ArchiveFixture.part(folder, PROJECT, "c", 1));
    Map<String, Row> runs = check(folder);

    assertThat(problems(runs.get("a")))
        .anyMatch(problem -> problem.matches("a-[0-9a-f]+_part_1.parquet cannot be read: .*"))
        .contains("1 of 1 float_series attributes are missing.", "3 of 5 points are missing.");
    // Its parameters are in the unfinished part, so that nobody knows that it was forked.
    assertThat(problems(runs.get("b")))
        .anyMatch(
            problem -> problem.matches("b-.*_part_0.parquet.tmp is left over from an export .*"))
        .anyMatch(problem -> problem.contains("its parameters were not exported"));
    assertThat(problems(runs.get("c")))
        .anyMatch(
            problem -> problem.matches("c-.*_part_1.parquet cannot be read: it has no footer.*"))
        .contains("Part 0 is missing.");
    assertThat(runs.values()).extracting(run -> run.<String>getAs("project")).containsOnly(PROJECT);
    assertThat(runs.values())
        .extracting(run -> run.<String>getAs("status"))
        .containsOnly("incomplete");
  }

  @Test
  void aForkWithoutItsParentIsIncomplete() {
    ArchiveFixture.in(folder).keeping(row -> !row.run().equals("a")).write(SEED);
    Row b = check(folder).get("b");

    assertThat(b.<String>getAs("missing_parent")).isEqualTo("a");
    assertThat(b.<String>getAs("status")).isEqualTo("incomplete");
    assertThat(problems(b))
        .contains("The run 'a', from which it inherits points, is not in the archive.");
  }

  @Test
  void withoutCountersNothingIsKnown() throws IOException {
    ArchiveFixture.in(folder).keeping(row -> row.type().equals("float_series")).write(SEED);
    Row c = check(folder).get("c");
    assertThat(c.<String>getAs("status")).isEqualTo("unknown");
    assertThat(c.isNullAt(c.fieldIndex("generation"))).isTrue();

    Files.writeString(
        folder.resolve("neptune_exporter_errors.jsonl"),
        """
        {"project_id": "team/check", "run_id": "c", "attribute_path": "loss", "attribute_type": "float_series", "exception": "ReadTimeout"}
        {"project_id": "team/check", "run_id": "c", "attribute_path": null, "attribute_type": null, "exception": "Other"}
        {"project_id": "team/ch""");
    c = check(folder).get("c");
    assertThat(c.<String>getAs("status")).isEqualTo("incomplete");
    assertThat(strings(c, "errors"))
        .containsExactly("loss (float_series): ReadTimeout", "all attributes of a kind: Other");
  }

  @Test
  void itIsOfArchivesOnly() {
    assertThatThrownBy(
            () ->
                LocalSpark.session()
                    .read()
                    .format("neptune")
                    .option("project", PROJECT)
                    .option("apiToken", "x")
                    .load("archive_check"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("Set the option 'archive'");
  }

  @Test
  void theSampleArchivesAreToldApart() {
    assumeTrue(Files.isDirectory(SAMPLES), "no sample archives at " + SAMPLES.toAbsolutePath());

    assertThat(statuses("seabirds")).isEqualTo(Map.of("complete", 5));
    assertThat(statuses("failures/interrupted-SIGINT")).isEqualTo(Map.of("incomplete", 16));
    assertThat(statuses("failures/interrupted-SIGINT-rerun"))
        .isEqualTo(Map.of("complete", 4, "incomplete", 16));
    assertThat(statuses("failures/interrupted-SIGKILL")).isEqualTo(Map.of("incomplete", 16));
    assertThat(statuses("failures/metrics-400")).containsOnlyKeys("complete", "incomplete");
    // Only files were exported: nothing counts the one that is missing.
    assertThat(statuses("failures/missing-blob")).isEqualTo(Map.of("unknown", 2));
    assertThat(statuses("filtered/metrics-only")).isEqualTo(Map.of("unknown", 5));
    assertThat(statuses("neptune2")).containsEntry("incomplete", 1);
    // A fork of a run in another project, and a run with a NaN and a series of previews only.
    assertThat(statuses("odd")).isEqualTo(Map.of("complete", 33, "incomplete", 2));
  }

  private static Map<String, Integer> statuses(String sample) {
    Map<String, Integer> statuses = new TreeMap<>();
    check(SAMPLES.resolve(sample).resolve("exports"))
        .values()
        .forEach(run -> statuses.merge(run.getAs("status"), 1, Integer::sum));
    return statuses;
  }

  private static Map<String, Row> check(Path archive) {
    Map<String, Row> runs = new TreeMap<>();
    LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", archive.toString())
        .load("archive_check")
        .collectAsList()
        .forEach(run -> runs.put(run.getAs("run"), run));
    return runs;
  }

  private static List<String> problems(Row run) {
    return strings(run, "problems");
  }

  private static List<String> strings(Row run, String column) {
    return run.getList(run.fieldIndex(column));
  }
}
