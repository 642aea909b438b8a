package ai.neptune.spark.export;

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
import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export writes, and when it writes again. */
final class ProjectExportTest {

  private static final String PROJECT = "team-alpha/export";
  private static final String POINTS = "/series/float";
  private static final String BLOBS = "^/storage/";

  private static final String RUNS =
      """
      {"project": "team-alpha/export", "runs": [
        {"run": "r-1", "experiment": "one", "attributes": {
           "lr": {"type": "float", "value": "NaN"},
           "big": {"type": "int", "value": 9007199254740993},
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "YQ==", "path": "ab"},
           "data/a_b": {"type": "file", "mimeType": "text/plain", "base64": "YmI=", "path": "a_b"}},
         "series": {
           "loss": {"type": "float_series", "points": [[0, 1], [1, "NaN"], [2, "Infinity"]]},
           "img": {"type": "file_series", "points": [
             [1.5, {"mimeType": "image/png", "base64": "cG5n", "path": "png"}]]}}},
        {"run": "r 1", "attributes": {
           "n": {"type": "int", "value": 1},
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "Y2Nj", "path": "c"}}},
        {"run": "r_1", "attributes": {
           "data/a.b": {"type": "file", "mimeType": "text/plain", "base64": "ZGRkZA==", "path": "d"}}}]}
      """;

  @TempDir private Path folder;
  private NeptuneServer server;

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void givesARowPerRun() {
    start(RUNS);
    Map<String, Row> rows = byRun(export().execute());

    assertThat(rows.keySet()).containsExactly("r 1", "r-1", "r_1");
    Row run = rows.get("r-1");
    assertThat(run.<String>getAs("project")).isEqualTo(PROJECT);
    assertThat(run.<String>getAs("experiment")).isEqualTo("one");
    assertThat(run.<String>getAs("status")).isEqualTo("exported");
    assertThat(run.<Long>getAs("points")).isEqualTo(4);
    assertThat(run.<Long>getAs("files")).isEqualTo(3);
    assertThat(run.<String>getAs("error")).isNull();
    assertThat(rows.get("r_1").<Long>getAs("files")).isEqualTo(1);
    long parquet = size(ArchiveFixture.part(folder, PROJECT, "r-1", 0));
    assertThat(run.<Long>getAs("bytes")).isEqualTo(parquet + 1 + 2 + 3);
    assertThat(run.<Long>getAs("attributes"))
        .isEqualTo(archive("attribute_values").where("run = 'r-1'").count() + 2);
  }

  @Test
  void keepsWhatAnExporterLoses() {
    start(RUNS);
    export().execute();

    assertThat(archive("attribute_values").where("attribute = 'lr' AND isnan(float_value)").count())
        .isOne();
    assertThat(archive("attribute_values").where("int_value = 9007199254740993").count()).isOne();
    assertThat(archive("metrics").where("isnan(value)").count()).isOne();
    assertThat(archive("archive_check").where("status <> 'complete'").collectAsList()).isEmpty();
  }

  @Test
  void filesWhosePathsWouldBeTheSameKeepTheirContents() {
    start(RUNS);
    export().execute();

    assertThat(
            archive("files").select("file.path").as(Encoders.STRING()).collectAsList().stream()
                .map(ProjectExportTest::content))
        .containsExactlyInAnyOrder("a", "bb", "ccc", "dddd", "png");
    assertThat(folder.resolve("files").resolve(project()).resolve("r-1/img/step_1_500000.png"))
        .hasContent("png");
    assertThat(
            Neptune.downloadFiles(archive("files"), folder.resolve("copies").toString())
                .where("path IS NOT NULL")
                .count())
        .isEqualTo(5);
  }

  @Test
  void keepsRunsThatHaveNotChanged() {
    start(RUNS);
    Map<String, Row> first = byRun(export().execute());
    server.resetRequests();
    Map<String, Row> second = byRun(export().execute());

    assertThat(statuses(second)).containsOnly("kept");
    assertThat(server.requests().count(POINTS)).isZero();
    assertThat(server.requests().count(BLOBS)).isZero();
    for (String column : List.of("experiment", "attributes", "points", "files", "bytes")) {
      assertThat(second.get("r-1").<Object>getAs(column))
          .as(column)
          .isEqualTo(first.get("r-1").getAs(column));
    }
  }

  @Test
  void exportsAgainWhatHasChanged() {
    start(RUNS);
    export().execute();
    server.addProject(
        RUNS.replace("[0, 1], [1, \"NaN\"]", "[0, 7], [1, 8]")
            .replace("[2, \"Infinity\"]", "[2, 9], [3, 10, 1900000000000]"));
    server.resetRequests();
    Map<String, Row> second = byRun(export().execute());

    assertThat(second.get("r-1").<String>getAs("status")).isEqualTo("exported");
    assertThat(second.get("r 1").<String>getAs("status")).isEqualTo("kept");
    assertThat(values("loss")).containsExactly(7.0, 8.0, 9.0, 10.0);
    // The files are the same.
    assertThat(server.requests().count(BLOBS)).isZero();
  }

  @Test
  void exportsEverythingAgainToOverwrite() {
    start(RUNS);
    export().execute();
    server.resetRequests();

    assertThat(statuses(byRun(export().overwrite(true).execute()))).containsOnly("exported");
    assertThat(server.requests().count(BLOBS)).isEqualTo(5);
  }

  @Test
  void leavesFilesOutUntilTheyAreAskedFor() {
    start(RUNS);
    Map<String, Row> without = byRun(export().files(false).execute());
    assertThat(without.get("r-1").<Long>getAs("files")).isZero();
    assertThat(folder.resolve("files")).doesNotExist();

    assertThat(statuses(byRun(export().execute()))).containsOnly("exported");
    assertThat(statuses(byRun(export().files(false).execute()))).containsOnly("kept");
  }

  @Test
  void aHugeRunIsWrittenInPartsByTasksOfTheirOwn() throws IOException {
    start(huge(40, 100));
    Row row = byRun(export().option("targetPointsPerPartition", 1000).execute()).get("huge");

    assertThat(row.<Long>getAs("points")).isEqualTo(4000);
    assertThat(parts("huge").size()).isGreaterThan(3);
    assertThat(archive("metrics").count()).isEqualTo(4000);
    assertThat(archive("metrics").selectExpr("sum(step)").head().getDouble(0))
        .isEqualTo(40 * 99 * 100 / 2.0);
    assertThat(archive("archive_check").head().<String>getAs("status")).isEqualTo("complete");
    Row kept = byRun(export().option("targetPointsPerPartition", 1000).execute()).get("huge");
    assertThat(kept.<String>getAs("status")).isEqualTo("kept");
    assertThat(kept.<Long>getAs("points")).isEqualTo(4000);
    assertThat(kept.<Long>getAs("bytes")).isEqualTo(row.getAs("bytes"));
  }

  @Test
  void aHugeSeriesIsWrittenByOneTask() {
    start(huge(1, 5000));
    Row row = byRun(export().option("targetPointsPerPartition", 1000).execute()).get("huge");

    assertThat(row.<Long>getAs("points")).isEqualTo(5000);
    assertThat(archive("metrics").count()).isEqualTo(5000);
    assertThat(archive("archive_check").head().<String>getAs("status")).isEqualTo("complete");
    assertThat(statuses(byRun(export().execute()))).containsOnly("kept");
  }

  @Test
  void aRunWithFewerPartsThanBeforeLosesTheOthers() throws IOException {
    start(huge(40, 100));
    export().option("targetPointsPerPartition", 1000).execute();
    export().overwrite(true).execute();

    assertThat(parts("huge")).hasSize(1);
    assertThat(archive("metrics").count()).isEqualTo(4000);
  }

  @Test
  void aRunOfWhichAPartIsMissingIsNotThereUntilItIsExportedAgain() throws IOException {
    start(huge(40, 100).replace("]}", ", {\"run\": \"small\"}]}"));
    export().option("targetPointsPerPartition", 1000).execute();
    Files.delete(ArchiveFixture.part(folder, PROJECT, "huge", 0));

    assertThatThrownBy(() -> archive("runs").count())
        .hasMessageContaining("of run 'huge' (it waits for other parts of an export");
    assertThat(rows(read(folder, "runs", Map.of("archiveMode", "permissive")).select("run")))
        .containsExactly("[small]");
    assertThat(archive("archive_check").where("status = 'incomplete'").count()).isOne();
    Map<String, Row> again = byRun(export().option("targetPointsPerPartition", 1000).execute());
    assertThat(again.get("huge").<String>getAs("status")).isEqualTo("exported");
    assertThat(again.get("small").<String>getAs("status")).isEqualTo("kept");
    assertThat(archive("metrics").count()).isEqualTo(4000);
  }

  @Test
  void runsOfAnotherExporterAreKeptOnlyIfTheyAreWhole() throws IOException {
    ArchiveFixture.in(folder)
        .write(RUNS.replaceAll("\"data/a_b\".*", "\"x\": {\"type\": \"int\", \"value\": 1}},"));
    start(RUNS.replaceAll("\"data/a_b\".*", "\"x\": {\"type\": \"int\", \"value\": 1}},"));
    ArchiveFixture.makeTemporary(ArchiveFixture.part(folder, PROJECT, "r_1", 0));
    Map<String, Row> rows = byRun(export().execute());

    // The NaN parameter of r-1 is missing.
    assertThat(rows.get("r-1").<String>getAs("status")).isEqualTo("exported");
    assertThat(rows.get("r_1").<String>getAs("status")).isEqualTo("exported");
    assertThat(rows.get("r 1").<String>getAs("status")).isEqualTo("kept");
    assertThat(rows.get("r 1").<Long>getAs("files")).isOne();
    assertThat(parts("r_1")).hasSize(1).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(archive("archive_check").where("status <> 'complete'").collectAsList()).isEmpty();
  }

  @Test
  void whatAKilledExportHasFinishedIsKept() throws Exception {
    start(manyRuns(12));
    server.addFaults(Fault.on(POINTS).latency(Duration.ofMillis(300)).always());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Dataset<Row>> killed =
        thread.submit(() -> export().option("targetPointsPerPartition", 1).execute());
    await(() -> partsOfAll() > 0 || killed.isDone());
    LocalSpark.session().sparkContext().cancelAllJobs();
    assertThatThrownBy(killed::get).hasCauseInstanceOf(ExportException.class);
    thread.shutdown();
    awaitEndOfTasks();
    long finished = partsOfAll();
    assertThat(finished).isBetween(1L, 11L);
    server.resetFaults();
    awaitEndOfRequests();
    Map<String, Row> rows = byRun(export().option("targetPointsPerPartition", 1).execute());

    assertThat(statuses(rows).stream().filter("kept"::equals).count()).isEqualTo(finished);
    assertThat(server.requests().count(POINTS)).isEqualTo(12 - finished);
    assertThat(archive("archive_check").where("status = 'complete'").count()).isEqualTo(12);
    assertThat(archive("metrics").count()).isEqualTo(120);
  }

  private static void awaitEndOfTasks() {
    await(
        () ->
            Arrays.stream(LocalSpark.session().sparkContext().statusTracker().getExecutorInfos())
                .noneMatch(executor -> executor.numRunningTasks() > 0));
  }

  /** Forgets the requests so far, once the server works on none any more. */
  private void awaitEndOfRequests() {
    await(
        () -> {
          server.resetRequests();
          return server.requests().maxInFlight() == 0;
        });
  }

  @Test
  void twoExportsToOnePlaceDoNotSpoilEachOther() throws Exception {
    start(RUNS);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Dataset<Row>> export = () -> export().overwrite(true).execute();
    for (Future<Dataset<Row>> done : threads.invokeAll(Collections.nCopies(2, export))) {
      assertThat(statuses(byRun(done.get()))).containsOnly("exported");
    }
    threads.shutdown();

    assertThat(archive("archive_check").where("status <> 'complete'").collectAsList()).isEmpty();
    assertThat(archive("metrics").count()).isEqualTo(3);
    assertThat(statuses(byRun(export().execute()))).containsOnly("kept");
  }

  @Test
  void exportsOfOneHugeRunAtTheSameTimeLeaveOneOfThem() throws Exception {
    start(huge(40, 100));
    Files.createDirectories(folder.resolve("_neptune"));
    Files.writeString(folder.resolve("_neptune/moving-parts"), "an-export-that-was-killed");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Callable<Dataset<Row>>> exports =
        Stream.of(700, 1000, 1500)
            .map(
                target ->
                    (Callable<Dataset<Row>>)
                        () -> export().option("targetPointsPerPartition", target).execute())
            .toList();
    for (Future<Dataset<Row>> done : threads.invokeAll(exports)) {
      assertThat(done.get().count()).isOne();
    }
    threads.shutdown();

    assertThat(archive("archive_check").head().<String>getAs("status")).isEqualTo("complete");
    assertThat(archive("metrics").count()).isEqualTo(4000);
    assertThat(folder.resolve("_neptune/moving-parts")).doesNotExist();
    assertThat(statuses(byRun(export().execute()))).containsOnly("kept");
  }

  @Test
  void oneRunThatCannotBeReadDoesNotStopTheOthers() {
    start(RUNS);
    server.addFaults(Fault.on("/storage/").status(403).always());
    Map<String, Row> rows = byRun(export().ignoreFailures(true).execute());

    assertThat(rows.get("r-1").<String>getAs("status")).isEqualTo("failed");
    assertThat(rows.get("r-1").<String>getAs("error")).contains("could not be downloaded");
    assertThat(ArchiveFixture.part(folder, PROJECT, "r-1", 0)).doesNotExist();
    assertThatThrownBy(() -> export().execute())
        .isInstanceOf(ExportException.class)
        .hasMessageStartingWith("3 run(s) could not be exported")
        .hasMessageContaining("r-1 of team-alpha/export");
    server.resetFaults();
    assertThat(statuses(byRun(export().execute()))).containsOnly("exported");
  }

  @Test
  void aFileThatIsMissingInTheStorageIsReported() {
    start(RUNS);
    server.addFaults(Fault.on("/storage/.*png").status(404).always());
    Row run = byRun(export().execute()).get("r-1");

    assertThat(run.<String>getAs("status")).isEqualTo("exported");
    assertThat(run.<String>getAs("error")).isEqualTo("1 file(s) are missing in the storage.");
    assertThat(run.<Long>getAs("files")).isEqualTo(2);
  }

  @Test
  void exportsOnlyTheRunsThatAreSelected() {
    start(RUNS);
    assertThat(byRun(export().option("runs", "r-1").execute()).keySet()).containsExactly("r-1");
    assertThat(byRun(export().option("query", "`n`:int = 1").execute()).keySet())
        .containsExactly("r 1");
  }

  @Test
  void anArchiveCanBeExported(@TempDir Path other) {
    start(RUNS);
    export().execute();
    Neptune.export(LocalSpark.session(), other.toString())
        .option("archive", folder.toString())
        .execute();

    for (String relation : List.of("attribute_values", "metrics", "series")) {
      assertThat(rows(archive(other, relation).drop("file")))
          .as(relation)
          .isEqualTo(rows(archive(relation).drop("file")));
    }
    assertThat(archive(other, "files").count()).isEqualTo(5);
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    start(huge(40, 100));
    export().option("targetPointsPerPartition", 1000).execute();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.equals("tmp") || name.endsWith(".tmp"));
    }
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(f -> f.toString().endsWith(".parquet"));
    }
  }

  @Test
  void refusesWhatItCannotDo() throws IOException {
    start(RUNS);
    assertThatThrownBy(() -> export().option("attributes", "loss").execute())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith("Option 'attributes' does not apply to an export");
    assertThatThrownBy(() -> export().option("projcet", "x").execute())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("Did you mean 'project'?");
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(
            () ->
                Neptune.export(LocalSpark.session(), folder.resolve("file").toString())
                    .option("apiToken", server.apiToken())
                    .option("project", PROJECT)
                    .execute())
        .isInstanceOf(FileDownloadException.class);
    assertThatThrownBy(
            () ->
                Neptune.export(LocalSpark.session(), folder.toString())
                    .option("apiToken", server.apiToken())
                    .execute())
        .isInstanceOf(ProjectNotProvidedException.class);
    assertThatThrownBy(() -> Neptune.export(LocalSpark.session(), " ").execute())
        .isInstanceOf(ExportException.class);
  }

  private void start(String seed) {
    server = NeptuneServer.start(seed);
  }

  private ProjectExport export() {
    return Neptune.export(LocalSpark.session(), folder.toString())
        .option("apiToken", server.apiToken())
        .option("project", PROJECT);
  }

  private Dataset<Row> archive(String relation) {
    return archive(folder, relation);
  }

  private static Dataset<Row> archive(Path root, String relation) {
    boolean isOfRuns = relation.matches("runs|archive_check");
    return read(root, relation, isOfRuns ? Map.of() : Map.of("container", "run"));
  }

  private static Dataset<Row> read(Path root, String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("archive", root.toString())
        .option("project", PROJECT)
        .options(options)
        .load(relation);
  }

  private long partsOfAll() {
    Path data = folder.resolve("data").resolve(project());
    if (!Files.isDirectory(data)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(data)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private List<Double> values(String attribute) {
    return archive("metrics")
        .where("attribute = '" + attribute + "'")
        .orderBy("step")
        .collectAsList()
        .stream()
        .map(row -> row.<Double>getAs("value"))
        .toList();
  }

  private List<String> parts(String run) throws IOException {
    String first = ArchiveFixture.part(folder, PROJECT, run, 0).getFileName().toString();
    String stem = first.substring(0, first.lastIndexOf("_part_"));
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve(project()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(stem))
          .toList();
    }
  }

  private String project() {
    return ArchiveFixture.part(folder, PROJECT, "r", 0).getParent().getFileName().toString();
  }

  private static Map<String, Row> byRun(Dataset<Row> report) {
    return report.collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getAs("run"), row -> row, (a, b) -> a, TreeMap::new));
  }

  private static List<String> statuses(Map<String, Row> rows) {
    return rows.values().stream().map(row -> row.<String>getAs("status")).toList();
  }

  private static List<String> rows(Dataset<Row> relation) {
    return relation.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static String content(String path) {
    try {
      return Files.readString(Path.of(path.replaceFirst("^file:", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** A project with runs of ten points. */
  private static String manyRuns(int runs) {
    return IntStream.range(0, runs)
        .mapToObj(
            i ->
                "{\"run\": \"r-%d\", \"series\": {\"m\": {\"type\": \"float_series\", \"generate\": {\"count\": 10, \"seed\": %d}}}}"
                    .formatted(i, i))
        .collect(Collectors.joining(",", "{\"project\": \"team-alpha/export\", \"runs\": [", "]}"));
  }

  /** A project with one run. */
  private static String huge(int series, int points) {
    return IntStream.range(0, series)
        .mapToObj(
            i ->
                "\"m%d\": {\"type\": \"float_series\", \"generate\": {\"count\": %d, \"seed\": %d}}"
                    .formatted(i, points, i))
        .collect(
            Collectors.joining(
                ",",
                "{\"project\": \"team-alpha/export\", \"runs\": [{\"run\": \"huge\", \"series\": {",
                "}}]}"));
  }
}
