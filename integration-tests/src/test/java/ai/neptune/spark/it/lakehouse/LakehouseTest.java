package ai.neptune.spark.it.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of docs/lakehouse.md, on a server and on an archive that change. */
@Tag("lakehouse")
class LakehouseTest {

  private static final String ARCHIVE = "spark.datasource.neptune.archive";

  private static final Recipes RECIPES = Recipes.of(Path.of(System.getProperty("tests.page")));

  @TempDir static Path folder;

  private static NeptuneServer server;
  private static SparkSession spark;

  private LakeProject project;

  @BeforeAll
  static void start() {
    server = NeptuneServer.start(NeptuneServerOptions.STRICT, LakeProject.first().json());
    spark = session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    server.close();
  }

  @BeforeEach
  void restoreTheProject() {
    spark.conf().unset(ARCHIVE);
    project = LakeProject.first();
    server.addProject(project.json());
  }

  /** A server and an archive of it in turn, so that the two copies can be compared as well. */
  @ParameterizedTest
  @ValueSource(strings = {"delta", "iceberg"})
  void updatesMakeTheTablesOfAFirstCopy(String format) {
    String archive = folder.resolve("archive-" + format).toUri().toString();
    Lake lake = lake(format, "server");
    Lake other = lake(format, "archive").set("archive", archive);
    copyFirst(lake, other);

    server.addProject(project.change().json());
    lake.breakUpdateAfter(5);
    server.addProject(project.remove("brief").continueRun("gull-2", 9, 1.0).json());
    lake.update();
    Lake fresh = lake(format, "fresh");
    fresh.firstCopy();
    assertThat(lake.rows()).isEqualTo(fresh.rows());
    assertThat(contentsOfModels(lake)).containsExactly("it's: second version");

    updateFromTheArchive(other);
    assertThat(contentsOfModels(other)).containsExactly("deleted: gone", "it's: second version");
    // An archive keeps runs that were deleted on the server.
    assertThat(other.rowsOfBoth("deleted")).isEqualTo(lake.rowsOfBoth("deleted"));
    assertThat(other.rows("SELECT experiment, run FROM ${lake}.experiments"))
        .containsExactly("[gull,gull-3]", "[heron,it's]", "[ibis,deleted]");

    copyWhatIsRecent(lake);
  }

  private void copyFirst(Lake lake, Lake other) {
    lake.firstCopy();
    assertHasThePoints(lake);
    assertThat(contentsOfModels(lake)).containsExactly("deleted: gone", "it's: first");
    export(other);
    other.run("archive");
    other.firstCopy();
    assertThat(other.rowsOfBoth("")).isEqualTo(lake.rowsOfBoth(""));
    spark.conf().unset(ARCHIVE);
  }

  private void updateFromTheArchive(Lake other) {
    export(other);
    other.run("archive");
    other.update();
    spark.conf().unset(ARCHIVE);
  }

  private void copyWhatIsRecent(Lake lake) {
    server.addProject(project.continueRun("stays", 1, 8.0).json());
    lake.update("2025-03-01T03:00:00Z");
    lake.run("source");
    assertHasThePoints(lake);

    server.resetRequests();
    lake.run("changes");
    assertThat(lake.rows("SELECT * FROM ${lake}.changes")).isEmpty();
    assertThat(server.requests().count("/entries/search/")).isPositive();
    assertThat(server.requests().count("")).isLessThanOrEqualTo(4);

    lake.run("forget");
    assertThat(lake.rows().values()).allMatch(List::isEmpty);
  }

  private static void export(Lake lake) {
    spark.conf().unset(ARCHIVE);
    Neptune.export(spark, lake.variable("archive")).option("project", LakeProject.NAME).execute();
  }

  private static void assertHasThePoints(Lake lake) {
    List<String> points =
        lake.rows(
            "SELECT '${project}', run, attribute, step, value, absolute_time FROM source_metrics");
    assertThat(points).hasSizeGreaterThan(15).anyMatch(point -> point.contains(",NaN,"));
    assertThat(lake.rows().get("metrics")).isEqualTo(points);
  }

  /** What is in the copies of the files {@code model} that the table names. */
  private static List<String> contentsOfModels(Lake lake) {
    return spark
        .sql(
            "SELECT run, location FROM "
                + lake.variable("lake")
                + ".files WHERE attribute = 'model'")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + ": " + content(row.getString(1)))
        .sorted()
        .toList();
  }

  private static String content(String location) {
    try {
      return Files.readString(Path.of(URI.create(location)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Lake lake(String format, String name) {
    String schema = (format.equals("delta") ? "" : "lakehouse.") + format + "_" + name;
    Path files = folder.resolve(format + "-files");
    return new Lake(spark, RECIPES, format, schema).set("files", files.toUri().toString());
  }

  private static SparkSession session() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            // Hundreds of statements on a few rows: compiling code for them would take most of the
            // time.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.warehouse.dir", folder.resolve("delta").toString())
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.datasource.neptune.apiToken", server.apiToken())
            .config("spark.sql.catalog.neptune.apiToken", server.apiToken());
    Map<String, String> settings = RECIPES.settings("settings-delta");
    RECIPES
        .settings("settings-iceberg")
        .forEach((name, value) -> settings.merge(name, value, LakehouseTest::both));
    settings.put("spark.sql.catalog.lakehouse.warehouse", folder.resolve("iceberg").toString());
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }

  private static String both(String one, String other) {
    return one.equals(other) ? one : one + "," + other;
  }
}
