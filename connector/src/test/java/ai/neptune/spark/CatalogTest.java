package ai.neptune.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects as namespaces and relations as tables, in SQL and through {@code spark.catalog}. */
final class CatalogTest {

  private static final String CATALOG = "cat";
  private static final String PROJECT = "cat.`team-alpha/tables`.";

  private static NeptuneServer server;
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            """
            {"project": "team-alpha/tables", "runs": [
              {"run": "r-1", "experiment": "gull-1", "attributes": {
                 "lr": {"type": "float", "value": 0.1},
                 "size": {"type": "int", "value": 1}, "Size": {"type": "int", "value": 2},
                 "mixed": {"type": "int", "value": 1},
                 "data/sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="}},
               "series": {
                 "loss": {"type": "float_series", "points": [[0, 1.0], [1, 0.5], [2, 0.25]]},
                 "acc": {"type": "float_series", "points": [[0, 0.1], [1, 0.2]]}}},
              {"run": "r-2", "experiment": "gull-2", "attributes": {
                 "lr": {"type": "float", "value": 0.2},
                 "mixed": {"type": "string", "value": "x"}},
               "series": {"loss": {"type": "float_series", "points": [[0, 2.0]]}}}]}
            """,
            "{\"project\": \"team-beta/empty\", \"runs\": []}");
    spark = LocalSpark.session().newSession();
    spark.conf().set("spark.sql.catalog.cat", NeptuneCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.cat.apiToken", server.apiToken());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "tailLimit; 1; 3",
        "TAILLIMIT; 1; 3",
        "stepRange; 1,; 3",
        "experiments; gull-2; 1",
        "experiments; ''; 0",
        "experimentsPattern; 1$; 5",
        "attributes; acc; 2",
        "attributes; []; 0",
        "attributesPattern; ^l; 4",
        "attributeTypes; string_series; 0",
        "query; `lr`:float > 0.15; 1",
        "targetPointsPerPartition; 1; 6",
        "requestTimeout; 30s; 6"
      })
  void optionsOfOneReadApply(String option, String value, long rows) {
    assertThat(spark.read().option(option, value).table(PROJECT + "metrics").count())
        .isEqualTo(rows);
    assertThat(spark.table(PROJECT + "metrics").count()).isEqualTo(6);
  }

  @Test
  void optionsOfOneReadChooseRowsOfTheSameColumns() {
    Dataset<Row> all = spark.table(PROJECT + "experiments");
    Dataset<Row> one = spark.read().option("experiments", "gull-2").table(PROJECT + "experiments");
    assertThat(one.columns()).isEqualTo(all.columns()).contains("lr", "Size");
    assertThat(one.select("experiment", "lr").collectAsList())
        .extracting(row -> row.getString(0), row -> row.getDouble(1))
        .containsExactly(tuple("gull-2", 0.2));
    assertThat(
            spark
                .read()
                .option("limit", 1)
                .option("sortBy", "lr:float")
                .table(PROJECT + "experiments")
                .select("experiment")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("gull-2");
  }

  @Test
  void anOptionOfOneReadWinsOverTheCatalogs() {
    SparkSession narrow = spark.newSession();
    narrow.conf().set("spark.sql.catalog.cat", NeptuneCatalog.class.getName());
    narrow.conf().set("spark.sql.catalog.cat.apiToken", server.apiToken());
    narrow.conf().set("spark.sql.catalog.cat.experiments", "gull-2");
    assertThat(narrow.table(PROJECT + "metrics").count()).isEqualTo(1);
    assertThat(narrow.read().option("experiments", "gull-1").table(PROJECT + "metrics").count())
        .isEqualTo(5);
    assertThat(narrow.read().option("experiments", null).table(PROJECT + "metrics").count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "metrics,layout,wide",
    "metrics,container,run",
    "metrics,project,team-beta/empty",
    "metrics,relation,series",
    "metrics,typeSuffixInColumnNames,true",
    "experiments,attributes,lr",
    "runs,attributesPattern,lr",
    "experiments,attributeTypes,float"
  })
  void optionsThatDecideTheColumnsAreErrors(String relation, String option, String value) {
    assertThatThrownBy(
            () -> spark.read().option(option, value).table(PROJECT + relation).collectAsList())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("Option '" + option + "' decides which columns the table has");
  }

  @ParameterizedTest
  @CsvSource({
    "metrics,tailLimt,Unknown option 'tailLimt'. Did you mean 'tailLimit'?",
    "metrics,versionAsOf,time travel is not supported",
    "metrics,limit,Option 'limit' does not apply to the relation 'metrics'.",
    "experiments,tailLimit,Option 'tailLimit' does not apply to the relation 'experiments'.",
    "metrics,tailLimit,Invalid value 'x' for option 'tailLimit'"
  })
  void noOptionOfOneReadIsIgnored(String relation, String option, String message) {
    assertThatThrownBy(
            () -> spark.read().option(option, "x").table(PROJECT + relation).collectAsList())
        .hasMessageContaining(message);
  }

  @Test
  void columnsThatCannotBeReadAreAnErrorOnlyWhereTheyAreRead() {
    Dataset<Row> experiments = spark.table(PROJECT + "experiments");
    assertThat(experiments.select("experiment").orderBy("experiment").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("gull-1", "gull-2");
    assertThat(experiments.where("lr > 0.15").select("lr").count()).isEqualTo(1);
    assertThatThrownBy(() -> experiments.select("mixed").collectAsList())
        .isInstanceOf(ConflictingAttributeTypesException.class)
        .hasMessageContainingAll(
            "'mixed' (int, string)", "attributeTypes", "spark.sql.catalog.<catalog>.");
    assertThatThrownBy(() -> experiments.where("mixed = 1").select("experiment").collectAsList())
        .isInstanceOf(ConflictingAttributeTypesException.class);
    assertThatThrownBy(() -> experiments.select("size").collectAsList())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'Size', 'size'", "spark.sql.caseSensitive");
    assertThatThrownBy(experiments::collectAsList)
        .isInstanceOf(ConflictingAttributeTypesException.class);
  }

  @Test
  void maxColumnsCountsTheColumnsOfTheQuery() {
    Dataset<Row> narrow = spark.read().option("maxColumns", 1).table(PROJECT + "runs");
    try (LoggedWarnings warnings = new LoggedWarnings()) {
      assertThat(narrow.select("run", "lr").count()).isEqualTo(2);
      assertThat(warnings.messages())
          .anySatisfy(
              message ->
                  assertThat(message)
                      .contains("The table 'runs' of team-alpha/tables has", "Name the columns"));
    }
    assertThatThrownBy(() -> narrow.select("lr", "loss").collectAsList())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("reads 2 attributes", "at most 1", "maxColumns");
  }

  @Test
  void projectsAreNamespaces() throws Exception {
    assertThat(spark.sql("SHOW NAMESPACES IN cat").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("`team-alpha/tables`", "`team-beta/empty`");
    spark.catalog().setCurrentCatalog(CATALOG);
    try {
      assertThat(spark.catalog().listDatabases().collectAsList())
          .extracting(org.apache.spark.sql.catalog.Database::name)
          .containsExactly("`team-alpha/tables`", "`team-beta/empty`");
      assertThat(spark.catalog().databaseExists("`team-beta/empty`")).isTrue();
      assertThat(spark.catalog().databaseExists("`team-beta/none`")).isFalse();
      spark.catalog().setCurrentDatabase("`team-alpha/tables`");
      assertThat(spark.table("metrics").count()).isEqualTo(6);
    } finally {
      spark.catalog().setCurrentCatalog("spark_catalog");
    }
    assertThat(spark.sql("SHOW NAMESPACES IN cat.`team-beta`").collectAsList()).hasSize(1);
    assertThatThrownBy(() -> spark.sql("SHOW TABLES IN cat.`team-beta/none`"))
        .isInstanceOf(AnalysisException.class);
  }

  @Test
  void listingAsksForNoAttributes() throws Exception {
    server.resetRequests();
    assertThat(spark.catalog().listTables("cat.`team-alpha/tables`").collectAsList())
        .extracting(org.apache.spark.sql.catalog.Table::name)
        .contains("experiments", "runs", "metrics", "attributes")
        .doesNotContain("downloads", "archive_check");
    assertThat(spark.sql("SHOW TABLES IN cat.`team-alpha/tables`").count()).isEqualTo(9);
    assertThat(spark.catalog().tableExists(PROJECT + "experiments")).isTrue();
    assertThat(spark.catalog().tableExists(PROJECT + "nothing")).isFalse();
    assertThat(spark.catalog().tableExists(PROJECT + "archive_check")).isFalse();
    assertThat(spark.catalog().tableExists("cat.`team-alpha/none`.experiments")).isFalse();
    assertThat(spark.catalog().tableExists("cat.none.experiments")).isFalse();
    assertThat(server.requests().count("attributes/definitions", 200)).isZero();
  }

  @Test
  void aServerThatListsNoProjectsIsSearchedForThem() {
    server.addFaults("[{\"path\": \"backend/v1/projects\", \"status\": 404, \"times\": -1}]");
    try {
      assertThat(spark.sql("SHOW NAMESPACES IN cat").collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly("`team-alpha/tables`");
    } finally {
      server.resetFaults();
    }
  }

  @Test
  void aProjectThatDoesNotExistIsNamed() {
    for (String relation : List.of("metrics", "experiments")) {
      assertThatThrownBy(() -> spark.table("cat.`team-alpha/none`." + relation).collectAsList())
          .isInstanceOf(ProjectInaccessibleException.class)
          .hasMessageContaining("team-alpha/none");
    }
    assertThatThrownBy(() -> spark.catalog().getTable("cat.`team-alpha/none`.metrics"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("team-alpha/none");
    assertThatThrownBy(() -> spark.table("cat.none.metrics"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aCatalogWithoutATokenIsToldItsOwnSetting() {
    SparkSession other = spark.newSession();
    other.conf().set("spark.sql.catalog.bare", NeptuneCatalog.class.getName());
    assertThatThrownBy(() -> other.table("bare.`team-alpha/tables`.metrics").collectAsList())
        .isInstanceOf(ApiTokenNotProvidedException.class)
        .hasMessageContaining("'spark.sql.catalog.bare.apiToken'");
    assertThatThrownBy(() -> other.sql("SHOW NAMESPACES IN bare"))
        .isInstanceOf(ApiTokenNotProvidedException.class)
        .hasMessageContaining("'spark.sql.catalog.bare.apiToken'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM cat.`team-alpha/tables`.metrics VERSION AS OF 1",
        "SELECT * FROM cat.`team-alpha/tables`.metrics TIMESTAMP AS OF '2025-01-01'",
        "CREATE TABLE cat.`team-alpha/tables`.other (a INT)",
        "CREATE TABLE cat.`team-alpha/tables`.other AS SELECT 1 AS a",
        "DROP TABLE cat.`team-alpha/tables`.metrics",
        "ALTER TABLE cat.`team-alpha/tables`.metrics ADD COLUMN a INT",
        "ALTER TABLE cat.`team-alpha/tables`.metrics RENAME TO cat.`team-alpha/tables`.m",
        "CREATE NAMESPACE cat.`team-alpha/other`",
        "DROP NAMESPACE cat.`team-beta/empty`",
        "ALTER NAMESPACE cat.`team-beta/empty` SET PROPERTIES (a = 'b')",
        "INSERT INTO cat.`team-alpha/tables`.attributes SELECT 'a', 'b'",
        "DELETE FROM cat.`team-alpha/tables`.metrics",
        "TRUNCATE TABLE cat.`team-alpha/tables`.metrics"
      })
  void whatIsNotSupportedIsNamed(String sql) {
    assertThatThrownBy(() -> spark.sql(sql))
        .isInstanceOfAny(UnsupportedOperationException.class, AnalysisException.class)
        .message()
        .contains(sql.startsWith("SELECT") ? "time travel" : "team-")
        .containsPattern("(?i)does not support|read-only|not supported");
  }

  @Test
  void filesAreDownloadedByInsertingThem() throws Exception {
    String destination = "cat.downloads.`" + folder.toUri() + "exports`";
    assertThat(spark.catalog().tableExists(destination)).isFalse();
    assertThatThrownBy(() -> spark.sql("SELECT path FROM " + destination).collectAsList())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("no complete download");
    spark.sql("INSERT INTO " + destination + " SELECT file FROM " + PROJECT + "files");
    Path file = folder.resolve("exports/gull-1/data/sample.csv");
    assertThat(Files.readString(file)).isEqualTo("a,b\n1,2\n");
    assertThat(spark.sql("SELECT status, path FROM " + destination).collectAsList())
        .extracting(row -> row.getString(0), row -> row.getString(1))
        .containsExactly(tuple("downloaded", "file:" + file));
    assertThatThrownBy(
            () ->
                spark.sql(
                    "INSERT OVERWRITE " + destination + " SELECT file FROM " + PROJECT + "files"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("INSERT INTO");
    assertThat(spark.catalog().tableExists(destination)).isTrue();
  }

  @Test
  void optionsOfADownloadAreThoseOfTheInsert() throws Exception {
    String destination = "cat.downloads.`" + folder.toUri() + "exports`";
    Dataset<Row> files = spark.table(PROJECT + "files");
    files.writeTo(destination).append();
    String first;
    try (Stream<Path> jobs = Files.list(folder.resolve("exports/_neptune"))) {
      first = jobs.findFirst().orElseThrow().toString();
    }
    files.writeTo(destination).option("overwrite", "false").append();
    assertThat(spark.table(destination).select("status").head().getString(0)).isEqualTo("kept");
    assertThat(
            spark
                .read()
                .option("downloadId", first)
                .table(destination)
                .select("status")
                .head()
                .getString(0))
        .isEqualTo("downloaded");
    for (var wrong : Map.of("tailLimit", "does not apply", "overwrit", "overwrite").entrySet()) {
      assertThatThrownBy(() -> files.writeTo(destination).option(wrong.getKey(), "1").append())
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContainingAll("'" + wrong.getKey() + "'", wrong.getValue());
    }
    assertThatThrownBy(() -> spark.read().option("tailLimit", 1).table(destination).collectAsList())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("'tailLimit' does not apply");
    assertThat(Arrays.asList(spark.table(destination).columns())).contains("path", "status");
  }
}
