package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.archive.fixture.ExportParquet;
import ai.neptune.archive.fixture.ExportRow;
import ai.neptune.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a footer rules out is not read: its pages are damaged here, so that reading them fails. */
final class PrunedRowGroupsTest {

  private static final String PROJECT = "team/pruned";
  private static final String FLOATS = "float_series";

  @TempDir private Path folder;
  private Path file;

  @Test
  void rowGroupsOfOtherTypesAreNotRead() throws IOException {
    write(List.of(parameters("r"), points("r", "a", 0, 10), texts("r", "log")));
    damage(2, "attribute_path", "string_value", "step");
    assertThat(load("metrics", Map.of()).count()).isEqualTo(10);
    assertThat(load("metric_summaries", Map.of()).count()).isEqualTo(1);
    assertFails("series", Map.of());
  }

  @Test
  void rowGroupsOfOtherNamesAreNotRead() throws IOException {
    write(List.of(parameters("r"), points("r", "a", 0, 10), points("r", "m", 0, 10)));
    damage(2, "attribute_path", "float_value");
    assertThat(load("metrics", Map.of("attributes", "a")).count()).isEqualTo(10);
    assertThat(load("metrics", Map.of()).where("attribute = 'a'").count()).isEqualTo(10);
    assertThat(load("metric_summaries", Map.of("attributes", "a")).count()).isEqualTo(1);
    assertFails("metrics", Map.of("attributes", "m"));
  }

  @Test
  void rowGroupsOfOtherStepsAreNotRead() throws IOException {
    write(List.of(parameters("r"), points("r", "a", 0, 10), points("r", "a", 10, 20)));
    damage(2, "attribute_path", "float_value");
    assertThat(load("metrics", Map.of("stepRange", "0,9")).count()).isEqualTo(10);
    assertThat(load("metrics", Map.of()).where("step < 5").count()).isEqualTo(5);
    assertFails("metrics", Map.of("stepRange", "0,10"));
  }

  @Test
  void rowGroupsOfOtherRunsAreNotRead() throws IOException {
    write(
        List.of(
            parameters("r"), parameters("s"), points("r", "a", 0, 10), points("s", "a", 0, 10)));
    damage(3, "attribute_path", "float_value");
    assertThat(load("metrics", Map.of("runs", "r")).count()).isEqualTo(10);
    assertThat(load("metrics", Map.of()).where("run = 'r'").count()).isEqualTo(10);
    assertFails("metrics", Map.of("runs", "s"));
  }

  @Test
  void theValuesOfLargeRowGroupsWithoutTheNameAreNotRead() throws IOException {
    List<ExportRow> rows = new ArrayList<>(points("r", "a", 0, 30_000));
    rows.addAll(points("r", "z", 0, 30_000));
    write(List.of(parameters("r"), rows, points("r", "m", 0, 10)));
    damage(1, "float_value", "step", "timestamp");
    assertThat(load("metrics", Map.of("attributes", "m")).count()).isEqualTo(10);
    assertThat(load("metrics", Map.of("attributesPattern", "^m$")).count()).isEqualTo(10);
    assertFails("metrics", Map.of("attributes", "z"));
  }

  private void assertFails(String relation, Map<String, String> options) {
    assertThatThrownBy(() -> load(relation, options).collectAsList())
        .hasStackTraceContaining(file.getFileName().toString())
        .hasStackTraceContaining("cannot be decoded");
  }

  private void write(List<List<ExportRow>> rowGroups) throws IOException {
    file = folder.resolve("data/team_pruned/part_0.parquet");
    Files.createDirectories(file.getParent());
    ExportParquet.write(file, rowGroups);
  }

  private void damage(int rowGroup, String... columns) throws IOException {
    for (String column : columns) {
      ArchiveFixture.damage(file, rowGroup, column);
    }
  }

  private static List<ExportRow> parameters(String run) {
    return List.of(
        ExportRow.single(PROJECT, run, "sys/custom_run_id", "string", run),
        ExportRow.single(PROJECT, run, "sys/name", "string", "e"));
  }

  private static List<ExportRow> points(String run, String attribute, int from, int to) {
    Random random = new Random(from);
    List<ExportRow> rows = new ArrayList<>();
    for (int step = from; step < to; step++) {
      rows.add(
          ExportRow.point(
              PROJECT, run, attribute, FLOATS, (double) step, 1L + step, random.nextDouble()));
    }
    return rows;
  }

  private static List<ExportRow> texts(String run, String attribute) {
    return List.of(
        ExportRow.point(PROJECT, run, attribute, "string_series", 0.0, 1L, "x"),
        ExportRow.point(PROJECT, run, attribute, "string_series", 1.0, 2L, "y"));
  }

  private Dataset<Row> load(String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", folder.toString())
        .option("container", "run")
        .options(options)
        .load(relation);
  }
}
