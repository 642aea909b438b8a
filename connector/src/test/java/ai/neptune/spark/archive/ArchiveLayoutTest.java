package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.archive.fixture.ExportParquet;
import ai.neptune.archive.fixture.ExportRow;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an archive is, and how older exporters laid it out. */
final class ArchiveLayoutTest {

  private static final String SEED =
      """
      {"project": "team/layout", "runs": [
        {"run": "a-child", "experiment": "e", "fork": {"run": "root", "step": 1},
         "creationTime": "2026-01-01T00:00:00.000Z",
         "series": {"loss": {"type": "float_series", "points": [[1, 7], [5, 8]]},
                    "log": {"type": "string_series", "points": [[2, "c"]]}}},
        {"run": "root", "experiment": "e",
         "attributes": {"f": {"type": "file", "mimeType": "text/plain", "base64": "YQ=="}},
         "series": {"loss": {"type": "float_series", "points": [[0, 3], [1, 2], [2, 1]]},
                    "log": {"type": "string_series", "points": [[0, "a"], [1, "b"]]}}},
        {"run": "_part_0_part_7", "experiment": "o",
         "series": {"loss": {"type": "float_series", "points": [[0, 5]]}}}]}
      """;

  @TempDir private Path folder;

  @Test
  void manyRunsInAFileAreReadLikeOneEach() throws IOException {
    Path today = write("today");
    Path older = Files.createDirectories(folder.resolve("older/data/team_layout"));
    List<ExportRow> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(today.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        rows.addAll(ExportParquet.read(file));
      }
    }
    ExportParquet.write(older.resolve("part_0.parquet"), List.of(rows));
    assertSame(today, folder.resolve("older"));
  }

  @Test
  void namesWithoutDigestsAreTakenApart() throws IOException {
    Path today = write("today");
    Path older = folder.resolve("without");
    try (Stream<Path> files = Files.walk(today)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = today.relativize(file).toString().replaceAll("-[0-9a-f]{16}(?=[/_])", "");
        Files.createDirectories(older.resolve(path).getParent());
        Files.copy(file, older.resolve(path));
      }
    }
    assertThat(older.resolve("data/team_layout/root_part_0.parquet")).exists();
    assertSame(today, older);
  }

  /** The exporter cannot write files for such runs; tools that shorten names can. */
  @Test
  void runIdsMayBeLongerThanTheNamesOfFiles() throws IOException {
    String id = "root".repeat(75);
    String archive =
        ArchiveFixture.in(folder).changing(row -> renamed(row, id)).write(SEED).toString();
    assertThat(load(archive, "metrics", Map.of("runs", id)).count()).isEqualTo(3);
    assertThat(load(archive, "metrics", Map.of()).where("run = '" + id + "'").count()).isEqualTo(3);
    assertThat(load(archive, "metrics", Map.of("runs", "a-child")).collectAsList())
        .as("inherited points")
        .hasSize(4);
    assertThat(load(archive, "archive_check", Map.of()).where("status = 'incomplete'").count())
        .isZero();
    assertThat(
            Neptune.downloadFiles(load(archive, "files", Map.of()))
                .to(folder.resolve("downloads").toString())
                .execute()
                .count())
        .isEqualTo(1);
  }

  private static ExportRow renamed(ExportRow row, String id) {
    return new ExportRow(
        row.project(),
        row.run().equals("root") ? id : row.run(),
        row.path(),
        row.type(),
        row.step(),
        row.timestamp(),
        row.intValue(),
        row.floatValue(),
        "root".equals(row.stringValue()) ? id : row.stringValue(),
        row.boolValue(),
        row.datetimeValue(),
        row.stringSetValue(),
        row.file(),
        row.histogram());
  }

  @Test
  void pathsMayHoldWhateverAFileSystemAllows() throws IOException {
    Path odd = write("50% of #1, żółw & 'co' [x]{y}=z+w");
    assertSame(write("plain"), odd);
    String uri = "file:" + odd;
    assertThat(points(uri, Map.of())).hasSize(8);
    Path project;
    try (Stream<Path> folders = Files.list(odd.resolve("data"))) {
      project = folders.findAny().orElseThrow();
    }
    assertThat(points(project.toString(), Map.of())).hasSize(8);
    assertThat(points(odd.resolve("data") + "/", Map.of())).hasSize(8);
    assertThat(load(project.toString(), "files", Map.of()).head().getStruct(4).getLong(6))
        .isEqualTo(1);
  }

  @Test
  void aFolderThatIsNoArchiveIsNamedWithTheWayOut() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(refusal(empty)).contains(empty.toString(), "holds no exported run", "nothing");
    Path other = Files.createDirectories(folder.resolve("other/pictures"));
    Files.writeString(other.resolveSibling("notes.txt"), "x");
    assertThat(refusal(other.getParent())).contains("Found: notes.txt, pictures.");
    assertThat(refusal(folder.resolve("nowhere"))).contains("there is no such folder");
    assertThat(refusal(other.resolveSibling("notes.txt"))).contains("it is a file");
    Path emptyData =
        Files.createDirectories(folder.resolve("exports/data/team_x-0123456789abcdef"));
    assertThat(refusal(emptyData.getParent().getParent())).contains("holds no exported run");
    assertThatThrownBy(() -> load(empty.toString(), "runs", Map.of("archive", "nosuch://b/x")))
        .hasMessageContaining("nosuch");
  }

  private String refusal(Path archive) {
    StringBuilder message = new StringBuilder();
    assertThatThrownBy(() -> load(archive.toString(), "runs", Map.of()).count())
        .isInstanceOf(InvalidOptionException.class)
        .satisfies(e -> message.append(e.getMessage()));
    return message.toString();
  }

  private Path write(String name) throws IOException {
    return ArchiveFixture.in(Files.createDirectory(folder.resolve(name))).write(SEED);
  }

  private static void assertSame(Path expected, Path actual) {
    Map<String, String> last = Map.of("tailLimit", "2");
    assertThat(points(actual.toString(), Map.of())).hasSize(8);
    assertThat(points(actual.toString(), Map.of()))
        .containsExactlyInAnyOrderElementsOf(points(expected.toString(), Map.of()));
    assertThat(points(actual.toString(), last))
        .containsExactlyInAnyOrderElementsOf(points(expected.toString(), last));
    for (String relation : List.of("series", "metric_summaries", "metric_buckets", "attributes")) {
      for (Map<String, String> options :
          List.of(Map.of("tailLimit", "1"), Map.<String, String>of())) {
        assertThat(texts(actual, relation, options))
            .as("%s with %s", relation, options)
            .isEqualTo(texts(expected, relation, options))
            .isNotEmpty();
      }
    }
  }

  private static List<String> texts(Path archive, String relation, Map<String, String> options) {
    return load(archive.toString(), relation, options).drop("file").collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static List<String> points(String archive, Map<String, String> options) {
    return load(archive, "metrics", options).collectAsList().stream().map(Row::toString).toList();
  }

  private static Dataset<Row> load(String archive, String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", archive)
        .option("container", "run")
        .options(options)
        .load(relation);
  }
}
