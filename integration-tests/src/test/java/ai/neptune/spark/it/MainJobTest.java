package ai.neptune.spark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A typical job with the packaged jar: it reads every relation and downloads files. */
class MainJobTest {

  private static SparkSession spark;
  private static NeptuneServer server;

  @BeforeAll
  static void start() throws IOException {
    spark = LocalSpark.session();
    try (InputStream seed = MainJobTest.class.getResourceAsStream("/main-job.json")) {
      server =
          NeptuneServer.start(NeptuneServerOptions.STRICT, new String(seed.readAllBytes(), UTF_8));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void runsOnTheRequestedVersionOfSpark() {
    String requested = System.getProperty("tests.spark");
    assumeThat(requested).isNotNull();
    assertThat(spark.version()).isEqualTo(requested);
  }

  @Test
  void experimentsHaveOneRowEachAndOneColumnPerAttribute() {
    Dataset<Row> experiments =
        neptune()
            .option("attributesPattern", "^config/ | ^sys/tags$ | ^loss$ | ^journal$")
            .load("experiments");

    assertThat(experiments.schema().toDDL().replace("`", ""))
        .isEqualTo(
            "experiment STRING NOT NULL,config/augment BOOLEAN,config/batch BIGINT,"
                + "config/limits DOUBLE,config/lr DOUBLE,config/name STRING,config/until TIMESTAMP,"
                + "journal STRING,loss DOUBLE,sys/tags ARRAY<STRING>");
    assertThat(json(experiments.orderBy("experiment")))
        .containsExactly(
            """
            {"experiment":"alpha","config/augment":true,"config/batch":9007199254740993,\
            "config/limits":"-Infinity","config/lr":0.01,"config/name":"puffin, \\"first\\"",\
            "config/until":"2025-02-28T23:59:59.999Z","journal":"Nebel über dem Kliff","loss":0.0,\
            "sys/tags":["cliff"]}""",
            """
            {"experiment":"beta","config/lr":1.0E-7,"journal":"Nebel über dem Kliff",\
            "loss":0.125,"sys/tags":["cliff","forked"]}""");
  }

  @Test
  void experimentsIsTheDefaultRelation() {
    assertThat(json(neptune().option("attributes", "config/lr").load().orderBy("experiment")))
        .containsExactly(
            "{\"experiment\":\"alpha\",\"config/lr\":0.01}",
            "{\"experiment\":\"beta\",\"config/lr\":1.0E-7}");
  }

  @Test
  void metricsHaveOneRowPerPointIncludingInheritedPoints() {
    Dataset<Row> metrics = neptune().option("attributes", "loss").load("metrics");

    assertThat(metrics.columns())
        .containsExactly(
            "experiment",
            "attribute",
            "step",
            "value",
            "absolute_time",
            "is_preview",
            "preview_completion");
    assertThat(
            json(
                metrics
                    .orderBy("experiment", "step")
                    .select("experiment", "attribute", "step", "value", "absolute_time")))
        .containsExactly(
            point("alpha", "loss", 0.0, "0.5", "2025-03-01T10:00:00.000Z"),
            point("alpha", "loss", 1.0, "\"NaN\"", "2025-03-01T10:00:01.000Z"),
            point("alpha", "loss", 2.5, "\"Infinity\"", "2025-03-01T10:00:02.000Z"),
            point("alpha", "loss", 4.0, "0.0", "2025-03-01T10:00:04.000Z"),
            point("beta", "loss", 0.0, "0.5", "2025-03-01T10:00:00.000Z"),
            point("beta", "loss", 1.0, "\"NaN\"", "2025-03-01T10:00:01.000Z"),
            point("beta", "loss", 2.0, "0.125", "2025-03-02T10:00:00.000Z"));
  }

  @Test
  void metricsOfAStepRangeCanBeAggregated() {
    assertThat(
            json(
                neptune()
                    .option("experiments", "alpha")
                    .option("stepRange", "2.5,4")
                    .load("metrics")
                    .groupBy("attribute")
                    .count()
                    .orderBy("attribute")))
        .containsExactly(
            "{\"attribute\":\"loss\",\"count\":2}",
            "{\"attribute\":\"metrics/accuracy\",\"count\":1}");
  }

  @Test
  void seriesHaveOneRowPerPointWithOneValueColumnSet() {
    Dataset<Row> series =
        neptune().option("experimentsPattern", "^al").option("stepRange", ",1").load("series");

    assertThat(
            json(
                series
                    .orderBy("attribute", "step")
                    .select("attribute", "type", "step", "string_value", "histogram", "file")))
        .containsExactly(
            """
            {"attribute":"activations","type":"histogram_series","step":1.0,"histogram":\
            {"type":"COUNTING","edges":["-Infinity",0.0,1.5],"values":[3.0,4.0]}}""",
            """
            {"attribute":"journal","type":"string_series","step":0.0,"string_value":"dawn"}""",
            """
            {"attribute":"journal","type":"string_series","step":1.0,\
            "string_value":"Nebel über dem Kliff"}""",
            """
            {"attribute":"predictions/image","type":"file_series","step":0.0,"file":\
            {"project":"team-alpha/birds","experiment":"alpha","attribute":"predictions/image",\
            "step":0.0,"path":"s/alpha-0.png","size_bytes":5,"mime_type":"image/png"}}""",
            """
            {"attribute":"predictions/image","type":"file_series","step":1.0,"file":\
            {"project":"team-alpha/birds","experiment":"alpha","attribute":"predictions/image",\
            "step":1.0,"path":"s/alpha-1.png","size_bytes":11,"mime_type":"image/png"}}""");
  }

  @Test
  void filesAreDownloadedAndTheResultContainsTheirPaths(@TempDir Path destination)
      throws IOException {
    Dataset<Row> images =
        neptune()
            .option("attributesPattern", "^predictions/")
            .option("stepRange", "1,3")
            .load("files");
    Dataset<Row> singles =
        neptune().option("attributes", "data/sample.csv,labels.json").load("files");

    Dataset<Row> paths =
        Neptune.downloadFiles(images.union(singles))
            .to(destination.toString())
            .option("apiToken", server.apiToken())
            .execute();

    String folder = "file:" + destination;
    assertThat(json(paths))
        .containsExactly(
            "{\"experiment\":\"alpha\",\"attribute\":\"data/sample.csv\",\"path\":\""
                + folder
                + "/alpha/data/sample_csv.csv\"}",
            image(folder, "alpha", "1.0", "step_1_000000"),
            image(folder, "alpha", "2.5", "step_2_500000"),
            "{\"experiment\":\"beta\",\"attribute\":\"labels.json\",\"path\":\""
                + folder
                + "/beta/labels_json.json\"}",
            image(folder, "beta", "1.0", "step_1_000000"));
    assertThat(contents(destination))
        .isEqualTo(
            Map.of(
                "alpha/data/sample_csv.csv", "a,b\n1,2\n",
                "alpha/predictions/image/step_1_000000.png", "PNG point 1",
                "alpha/predictions/image/step_2_500000.png", "",
                "beta/labels_json.json", "{}",
                "beta/predictions/image/step_1_000000.png", "PNG point 1"));
  }

  @Test
  void sqlReadsATemporaryViewOfARelation() {
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW birds USING neptune OPTIONS (relation 'metrics',"
            + " project 'team-alpha/birds', apiToken '"
            + server.apiToken()
            + "')");

    assertThat(
            json(
                spark.sql(
                    "SELECT experiment, max(step) AS last FROM birds WHERE attribute = 'loss'"
                        + " AND step > 0 GROUP BY experiment ORDER BY experiment")))
        .containsExactly(
            "{\"experiment\":\"alpha\",\"last\":4.0}", "{\"experiment\":\"beta\",\"last\":2.0}");
  }

  @Test
  void aCatalogHasTheRelationsOfAProjectAsTables() {
    spark.conf().set("spark.sql.catalog.nep", "ai.neptune.spark.NeptuneCatalog");
    spark.conf().set("spark.sql.catalog.nep.apiToken", server.apiToken());
    spark.conf().set("spark.sql.catalog.nep.attributes", "loss");

    assertThat(
            json(
                spark.sql(
                    "SELECT experiment, count(*) AS points FROM nep.`team-alpha/birds`.metrics"
                        + " GROUP BY experiment ORDER BY experiment")))
        .containsExactly(
            "{\"experiment\":\"alpha\",\"points\":4}", "{\"experiment\":\"beta\",\"points\":3}");
  }

  @Test
  void theOtherRelationsAreRead() {
    DataFrameReader losses = neptune().option("attributes", "loss,config/lr");

    assertThat(losses.load("runs").count()).isGreaterThanOrEqualTo(2);
    assertThat(losses.load("attribute_values").select("float_value").distinct().count())
        .isEqualTo(2);
    assertThat(losses.load("metric_summaries").select("last").count()).isEqualTo(2);
    assertThat(losses.load("metric_buckets").where("x IS NOT NULL").count()).isPositive();
    assertThat(json(losses.load("attributes").orderBy("attribute")))
        .containsExactly(
            "{\"attribute\":\"config/lr\",\"type\":\"float\"}",
            "{\"attribute\":\"loss\",\"type\":\"float_series\"}");
    assertThat(losses.option("layout", "wide").load("metrics").columns())
        .containsExactly("experiment", "step", "loss");
  }

  @Test
  void appendingToADestinationDownloadsFilesAndRecordsThem(@TempDir Path destination)
      throws IOException {
    neptune()
        .load("files")
        .write()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .mode("append")
        .save(destination.toUri().toString());

    Dataset<Row> downloads =
        spark
            .read()
            .format("neptune")
            .option("destination", destination.toUri().toString())
            .load("downloads");
    assertThat(downloads.where("status = 'downloaded'").select("path").distinct().count())
        .isEqualTo(contents(destination).size())
        .isPositive();
  }

  @Test
  void anUnknownProjectFailsWithAnErrorThatNamesIt() {
    assertThatThrownBy(
            () -> neptune().option("project", "team-alpha/none").load("experiments").count())
        .hasStackTraceContaining("ProjectInaccessibleException")
        .hasStackTraceContaining("team-alpha/none");
  }

  private static DataFrameReader neptune() {
    return spark
        .read()
        .format("neptune")
        .option("project", "team-alpha/birds")
        .option("apiToken", server.apiToken());
  }

  private static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList();
  }

  private static String point(
      String experiment, String attribute, double step, String value, String time) {
    return String.format(
        "{\"experiment\":\"%s\",\"attribute\":\"%s\",\"step\":%s,\"value\":%s,"
            + "\"absolute_time\":\"%s\"}",
        experiment, attribute, step, value, time);
  }

  private static String image(String folder, String experiment, String step, String name) {
    return String.format(
        "{\"experiment\":\"%s\",\"step\":%s,\"attribute\":\"predictions/image\","
            + "\"path\":\"%s/%s/predictions/image/%s.png\"}",
        experiment, step, folder, experiment, name);
  }

  private static Map<String, String> contents(Path destination) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(destination)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String name = destination.relativize(file).toString();
        if (!name.startsWith("_neptune")) {
          contents.put(name, Files.readString(file));
        }
      }
    }
    return contents;
  }
}
