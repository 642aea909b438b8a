package ai.neptune.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.fixture.ArchiveFixture;
import ai.neptune.errors.IncompleteArchiveException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.ProjectNotProvidedException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relations of an archive that is whole, and of such that lack something. */
final class ArchiveReadTest {

  private static final String SEED =
      """
      [{"project": "team/one", "runs": [
        {"run": "root", "experiment": "e",
         "attributes": {"config/lr": {"type": "float", "value": 0.5},
                        "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "YQ=="},
                        "data/gone": {"type": "file", "mimeType": "text/csv", "base64": "Yg=="}},
         "series": {"loss": {"type": "float_series", "points": [[0, 3], [1, "NaN"], [2, 1]]},
                    "acc": {"type": "float_series", "points": [[0, 0.1], [2, 0.3]]},
                    "img": {"type": "file_series",
                            "points": [[1.5, {"mimeType": "image/png", "base64": "Yw=="}]]}}},
        {"run": "child", "experiment": "e", "fork": {"run": "root", "step": 1},
         "creationTime": "2026-01-01T00:00:00.000Z",
         "attributes": {"data/a_b": {"type": "file", "mimeType": "text/plain", "base64": "ZA=="}},
         "series": {"loss": {"type": "float_series", "points": [[1, 7], [5, 8]]}}}]},
       {"project": "team/two", "runs": [{"run": "other", "experiment": "o",
         "series": {"loss": {"type": "float_series", "points": [[0, 1]]}}}]}]
      """;

  @TempDir static Path folder;
  private static Path archive;

  @BeforeAll
  static void write() throws IOException {
    archive = ArchiveFixture.in(Files.createDirectory(folder.resolve("exports"))).write(SEED);
  }

  @Test
  void pointsAreInheritedUpToTheForkAndNaNIsKept() {
    assertThat(points(Map.of("container", "run", "project", "team/one")))
        .containsExactlyInAnyOrder(
            "root loss 0.0 3.0",
            "root loss 1.0 NaN",
            "root loss 2.0 1.0",
            "root acc 0.0 0.1",
            "root acc 2.0 0.3",
            "child loss 0.0 3.0",
            "child loss 1.0 NaN",
            "child loss 1.0 7.0",
            "child loss 5.0 8.0",
            "child acc 0.0 0.1");
  }

  @Test
  void tasksThatShareARunReadEachPointOnce() {
    Map<String, String> options =
        Map.of("container", "run", "project", "team/one", "targetPointsPerPartition", "1");

    assertThat(load("metrics", options).javaRDD().getNumPartitions()).isGreaterThan(2);
    assertThat(points(options)).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void theLastPointsAreCountedOverInheritedOnes() {
    assertThat(points(Map.of("container", "run", "project", "team/one", "tailLimit", "2")))
        .containsExactlyInAnyOrder(
            "root loss 1.0 NaN",
            "root loss 2.0 1.0",
            "root acc 0.0 0.1",
            "root acc 2.0 0.3",
            "child loss 1.0 7.0",
            "child loss 5.0 8.0",
            "child acc 0.0 0.1");
  }

  @Test
  void allProjectsAreReadTogetherInEveryRelation() {
    assertThat(names("metrics", "project", Map.of("project", "*")))
        .containsExactlyInAnyOrder("team/one", "team/two");
    assertThat(names("attributes", "project", Map.of("project", "*")))
        .containsExactlyInAnyOrder("team/one", "team/two");
    assertThat(names("experiments", "experiment", Map.of("project", "*")))
        .containsExactlyInAnyOrder("e", "o");
  }

  @Test
  void allProjectsAreAskedForAnyAttribute() {
    Map<String, String> all = Map.of("project", "*");
    assertThat(names("runs", "run", with(all, "query", "`config/lr` > 0.4")))
        .containsExactly("root");
    assertThat(names("metrics", "experiment", with(all, "query", "last(`loss`) = 1")))
        .containsExactly("o");
    Map<String, String> ordered = new HashMap<>(Map.of("sortBy", "loss", "sortDirection", "asc"));
    ordered.putAll(all);
    assertThat(load("runs", with(ordered, "limit", "2")).select("run").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("root", "other");
    assertThat(load("runs", all).where("loss > 5").select("project", "run").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[team/one,child]");
    assertThatThrownBy(() -> load("runs", with(all, "sortBy", "img")).count())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'sortBy'");
  }

  @Test
  void theOnlyProjectOfAnArchiveNeedNotBeNamed() throws IOException {
    Path one;
    try (Stream<Path> folders = Files.list(archive.resolve("data"))) {
      one = folders.filter(p -> p.getFileName().toString().startsWith("team_one")).findAny().get();
    }

    assertThat(load(one, "runs", Map.of()).count()).isEqualTo(2);
    assertThatThrownBy(() -> load("runs", Map.of()).count())
        .isInstanceOf(ProjectNotProvidedException.class)
        .hasMessageContaining("team/one, team/two");
    assertThatThrownBy(() -> load("runs", Map.of("project", "team/three")).count())
        .isInstanceOf(ProjectInaccessibleException.class)
        .hasMessageContaining("team/one, team/two");
  }

  @Test
  void aCatalogShowsTheProjectsOfAnArchive() {
    LocalSpark.session().conf().set("spark.sql.catalog.kept", "ai.neptune.spark.NeptuneCatalog");
    LocalSpark.session().conf().set("spark.sql.catalog.kept.archive", archive.toString());

    assertThat(LocalSpark.session().sql("SHOW NAMESPACES IN kept").collectAsList())
        .extracting(row -> row.getString(0).replace("`", ""))
        .containsExactly("team/one", "team/two");
    assertThat(
            LocalSpark.session()
                .sql("SELECT count(*) FROM kept.`team/one`.metrics")
                .head()
                .getLong(0))
        .isEqualTo(5);
  }

  @Test
  void anUnreadableFileIsAnErrorOrAWarning() throws IOException {
    Path broken = ArchiveFixture.in(Files.createDirectory(folder.resolve("broken"))).write(SEED);
    ArchiveFixture.cutOffFooter(ArchiveFixture.part(broken, "team/one", "child", 0));

    assertThatThrownBy(() -> load(broken, "runs", Map.of("project", "team/one")).count())
        .isInstanceOf(IncompleteArchiveException.class)
        .hasMessageContaining("of run 'child'")
        .hasMessageContaining("archiveMode");
    assertThat(
            load(broken, "runs", Map.of("project", "team/one", "archiveMode", "permissive"))
                .count())
        .isEqualTo(1);
    assertThat(load(broken, "runs", Map.of("project", "team/two")).count()).isEqualTo(1);
  }

  @Test
  void aMissingParentMattersOnlyWhereItsPointsAreWanted() throws IOException {
    Path orphaned =
        ArchiveFixture.in(Files.createDirectory(folder.resolve("orphan")))
            .keeping(row -> !row.run().equals("root"))
            .write(SEED);
    Map<String, String> runs = Map.of("project", "team/one", "container", "run");

    assertThatThrownBy(() -> load(orphaned, "metrics", runs).collectAsList())
        .isInstanceOf(IncompleteArchiveException.class)
        .hasMessageContaining("'child' (forked from 'root')");
    assertThat(load(orphaned, "metrics", with(runs, "archiveMode", "permissive")).count())
        .isEqualTo(2);
    assertThat(load(orphaned, "metrics", with(runs, "lineageToTheRoot", "false")).count())
        .isEqualTo(2);
    assertThat(load(orphaned, "attribute_values", runs).count()).isPositive();
  }

  @Test
  void experimentsNeedSystemAttributes() throws IOException {
    Path filtered =
        ArchiveFixture.in(Files.createDirectory(folder.resolve("filtered")))
            .keeping(row -> !row.path().startsWith("sys/"))
            .write(SEED);

    assertThatThrownBy(() -> load(filtered, "experiments", Map.of("project", "team/one")).count())
        .isInstanceOf(NeptuneException.class)
        .hasMessageContaining("Load the relation 'runs'");
    assertThat(names(filtered, "runs", "run", Map.of("project", "team/one")))
        .containsExactlyInAnyOrder("root", "child");
  }

  @Test
  void optionsOfArchivesNeedAnArchive() {
    assertThatThrownBy(
            () ->
                LocalSpark.session()
                    .read()
                    .format("neptune")
                    .option("apiToken", "t")
                    .option("project", "team/one")
                    .option("archiveMode", "permissive")
                    .load("metrics"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'archive' is not");
  }

  @Test
  void downloadedFilesHaveThePathsAndBytesOfADownloadFromAServer() throws IOException {
    Path live = folder.resolve("live");
    try (NeptuneServer server = NeptuneServer.start(SEED)) {
      Dataset<Row> files =
          LocalSpark.session()
              .read()
              .format("neptune")
              .option("apiToken", server.apiToken())
              .option("project", "team/one")
              .option("container", "run")
              .load("files");
      Neptune.downloadFiles(files)
          .to(live.toString())
          .option("apiToken", server.apiToken())
          .execute();
    }
    Dataset<Row> archived = load("files", Map.of("project", "team/one", "container", "run"));
    Path copied = folder.resolve("copied");

    Neptune.downloadFiles(archived).to(copied.toString()).execute();

    assertThat(tree(copied)).isEqualTo(tree(live)).hasSize(4);
  }

  @Test
  void aFileThatIsGoneIsMissing() throws IOException {
    Path lacking = ArchiveFixture.in(Files.createDirectory(folder.resolve("lacking"))).write(SEED);
    try (Stream<Path> files = Files.walk(lacking.resolve("files"))) {
      Files.delete(files.filter(f -> f.endsWith("gone.csv")).findAny().get());
    }
    Dataset<Row> files = load(lacking, "files", Map.of("project", "team/one", "container", "run"));

    List<Row> paths =
        Neptune.downloadFiles(files)
            .to(folder.resolve("rest").toString())
            .execute()
            .collectAsList();

    assertThat(paths).hasSize(4);
    assertThat(paths.stream().filter(row -> row.isNullAt(row.fieldIndex("path"))))
        .singleElement()
        .satisfies(row -> assertThat(row.<String>getAs("attribute")).isEqualTo("data/gone"));
  }

  @Test
  void aPathOfTwoReferencesFailsForBoth() throws IOException {
    String alike =
        SEED.replace("\"run\": \"child\"", "\"run\": \"ro.ot\"").replace("root", "ro_ot");
    Path shared =
        ArchiveFixture.in(Files.createDirectory(folder.resolve("shared")))
            .write(alike.replace("data/a_b", "data/a.b"));
    Dataset<Row> files = load(shared, "files", Map.of("project", "team/one", "container", "run"));

    Neptune.downloadFiles(files)
        .to(folder.resolve("two").toString())
        .ignoreFailures(true)
        .execute();

    List<Row> failed =
        LocalSpark.session()
            .read()
            .format("neptune")
            .option("destination", folder.resolve("two").toString())
            .load("downloads")
            .where("status = 'failed'")
            .collectAsList();
    assertThat(failed).hasSize(2);
    assertThat(failed.get(0).<String>getAs("error")).contains("several references");
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (!root.relativize(file).startsWith("_neptune")) {
          tree.put(root.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
        }
      }
    }
    return tree;
  }

  private static List<String> points(Map<String, String> options) {
    return load("metrics", options).collectAsList().stream()
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(
                        row.getAs("run"),
                        row.getAs("attribute"),
                        row.getAs("step"),
                        row.getAs("value")))
        .toList();
  }

  private static List<String> names(String relation, String column, Map<String, String> options) {
    return names(archive, relation, column, options);
  }

  private static List<String> names(
      Path from, String relation, String column, Map<String, String> options) {
    return load(from, relation, options).select(column).distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(name, value);
    return all;
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    return load(archive, relation, options);
  }

  private static Dataset<Row> load(Path from, String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", from.toString())
        .options(options)
        .load(relation);
  }
}
