package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each relation gives, read by Spark from a server. */
final class RelationsReadTest {

  private static final String PROJECT = "team-alpha/read";

  private static NeptuneServer server;

  @BeforeAll
  static void startServer() {
    server = NeptuneServer.start(project());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void experimentsHaveAColumnPerAttributeSortedByName() {
    Dataset<Row> experiments =
        load(
            "experiments",
            Map.of("attributes", "config/lr,label,size,done,born,tags,loss,note,sample,hist"));
    assertThat(experiments.schema().simpleString())
        .isEqualTo(
            "struct<experiment:string,born:timestamp,config/lr:double,done:boolean,"
                + "hist:struct<type:string,edges:array<double>,values:array<double>>,"
                + "label:string,loss:double,note:string,"
                + "sample:struct<project:string,experiment:string,run:string,attribute:string,"
                + "step:double,path:string,size_bytes:bigint,mime_type:string>,"
                + "size:bigint,tags:array<string>>");
    assertThat(experiments.schema().apply("experiment").nullable()).isFalse();
    Row row = experiments.where("experiment = 'gull-1'").head();
    assertThat(row.<Timestamp>getAs("born").toInstant())
        .isEqualTo(Instant.parse("2025-08-29T09:18:27.946Z"));
    assertThat(row.<Double>getAs("config/lr")).isEqualTo(0.01);
    assertThat(row.<Boolean>getAs("done")).isTrue();
    assertThat(row.<Long>getAs("size")).isEqualTo(7L);
    assertThat(row.<String>getAs("label")).isEqualTo("größe, \"x\"");
    assertThat(row.<Double>getAs("loss")).isEqualTo(0.5);
    assertThat(row.<String>getAs("note")).isEqualTo("day 1");
    assertThat(row.getList(row.fieldIndex("tags"))).containsExactlyInAnyOrder("a", "b");
    Row file = row.getStruct(row.fieldIndex("sample"));
    assertThat(file.<String>getAs("experiment")).isEqualTo("gull-1");
    assertThat(file.<String>getAs("run")).isNull();
    assertThat(file.isNullAt(file.fieldIndex("step"))).isTrue();
    assertThat(file.<String>getAs("mime_type")).isEqualTo("text/csv");
    Row histogram = row.getStruct(row.fieldIndex("hist"));
    assertThat(histogram.getList(1)).isEqualTo(List.of(0.0, 1.0, 2.0));
  }

  @Test
  void experimentsAreTheirHeadRunsNewestFirst() {
    assertThat(names(load("experiments", Map.of("attributes", "config/lr"))))
        .containsExactly("gull-2", "gull-1");
    assertThat(
            load("experiments", Map.of())
                .where("experiment = 'gull-1'")
                .head()
                .<Double>getAs("config/lr"))
        .isEqualTo(0.01);
  }

  @Test
  void runsHaveARowPerRun() {
    assertThat(names(load("runs", Map.of("attributes", "config/lr"))))
        .containsExactly("r-3", "r-2", "r-1", "r-0");
  }

  @Test
  void countsWithoutAskingForAnyAttribute() {
    assertThat(load("experiments", Map.of()).count()).isEqualTo(2);
  }

  @Test
  void sortsAndLimitsByAnAttribute() {
    assertThat(
            names(
                load(
                    "runs",
                    Map.of(
                        "sortBy",
                        "config/lr",
                        "sortDirection",
                        "asc",
                        "limit",
                        "2",
                        "attributes",
                        "config/lr"))))
        .containsExactly("r-2", "r-1");
  }

  @Test
  void selectsExperimentsByNamePatternAndQuery() {
    assertThat(names(load("experiments", Map.of("experiments", "gull-1,nobody"))))
        .containsExactly("gull-1");
    assertThat(names(load("experiments", Map.of("experimentsPattern", "gull & !2"))))
        .containsExactly("gull-1");
    assertThat(names(load("experiments", Map.of("query", "`config/lr`:float > 0.05"))))
        .containsExactly("gull-2");
    assertThat(names(load("experiments", Map.of("query", "`config/lr` > 0.05"))))
        .containsExactly("gull-2");
    assertThat(names(load("runs", Map.of("experiments", "gull-1")))).containsExactly("r-1", "r-0");
    assertThat(names(load("runs", Map.of("runs", "r-0,r-3")))).containsExactly("r-3", "r-0");
    assertThat(names(load("experiments", Map.of("experiments", "nobody")))).isEmpty();
  }

  @Test
  void selectsAttributesByNamePatternAndType() {
    assertThat(columns(Map.of("attributesPattern", "^(no|si) & !z")))
        .containsExactly("experiment", "note");
    assertThat(columns(Map.of("attributes", "label,missing")))
        .containsExactly("experiment", "label");
    assertThat(columns(Map.of("attributeTypes", "string_series,int", "attributesPattern", "!sys/")))
        .containsExactly("experiment", "note", "size");
    assertThat(columns(Map.of("attributes", "label", "typeSuffixInColumnNames", "true")))
        .containsExactly("experiment", "label:string");
  }

  @Test
  void metricsHaveARowPerPoint() {
    List<Row> points =
        load("metrics", Map.of("attributes", "loss", "experiments", "gull-1"))
            .orderBy("step")
            .collectAsList();
    assertThat(points)
        .extracting(
            r -> r.getString(0), r -> r.getString(1), r -> r.getDouble(2), r -> r.getDouble(3))
        .containsExactly(
            tuple("gull-1", "loss", 0.0, 0.9),
            tuple("gull-1", "loss", 1.0, Double.NaN),
            tuple("gull-1", "loss", 2.0, Double.POSITIVE_INFINITY),
            tuple("gull-1", "loss", 3.0, 0.5));
    assertThat(points.get(0).getTimestamp(4).toInstant())
        .isEqualTo(Instant.ofEpochMilli(1756459107946L));
    assertThat(points).allMatch(r -> !r.getBoolean(5) && r.getDouble(6) == 1.0);
  }

  @Test
  void metricsKeepToStepRangesAndTails() {
    assertThat(steps("metrics", Map.of("stepRange", "1,2"))).containsExactly(1.0, 2.0);
    assertThat(steps("metrics", Map.of("stepRange", ",2", "tailLimit", "2")))
        .containsExactly(1.0, 2.0);
    assertThat(steps("metrics", Map.of("stepRange", "3,"))).containsExactly(3.0);
    assertThat(steps("metrics", Map.of("stepRange", "10,20"))).isEmpty();
  }

  @Test
  void metricsGivePreviewsWhenAsked() {
    Map<String, String> gull2 = Map.of("experiments", "gull-2", "attributes", "loss");
    assertThat(load("metrics", gull2).count()).isEqualTo(1);
    Row preview =
        load("metrics", with(gull2, "includePointPreviews", "true")).where("is_preview").head();
    assertThat(preview.<Double>getAs("preview_completion")).isEqualTo(0.75);
  }

  @Test
  void metricsOfLongSeriesComeWhole() {
    Row sums =
        load("metrics", Map.of("attributes", "long/a,long/b", "container", "run"))
            .groupBy("run")
            .agg(
                org.apache.spark.sql.functions.count("*"),
                org.apache.spark.sql.functions.countDistinct("attribute", "step"))
            .where("run = 'r-3'")
            .head();
    assertThat(sums.getLong(1)).isEqualTo(1_200_003);
    assertThat(sums.getLong(2)).isEqualTo(1_200_003);
  }

  @Test
  void forkedRunsInheritPointsUnlessLineageIsCut() {
    Map<String, String> fork = Map.of("container", "run", "runs", "r-2", "attributes", "loss");
    assertThat(steps("metrics", fork)).containsExactly(0.0, 1.0, 5.0);
    assertThat(steps("metrics", with(fork, "lineageToTheRoot", "false"))).containsExactly(5.0);
  }

  @Test
  void wideMetricsHaveARowPerStepAndAColumnPerAttribute() {
    Dataset<Row> wide =
        load(
            "metrics", Map.of("layout", "wide", "attributes", "loss,acc", "experiments", "gull-1"));
    assertThat(wide.columns()).containsExactly("experiment", "step", "acc", "loss");
    assertThat(wide.orderBy("step").collectAsList())
        .extracting(r -> r.getDouble(1), r -> r.get(2), r -> r.get(3))
        .containsExactly(
            tuple(0.0, null, 0.9),
            tuple(1.0, 0.25, Double.NaN),
            tuple(1.5, 0.5, null),
            tuple(2.0, null, Double.POSITIVE_INFINITY),
            tuple(3.0, null, 0.5));
  }

  @Test
  void wideMetricsMergeSeriesLongerThanAPage() {
    Row counts =
        load(
                "metrics",
                Map.of("layout", "wide", "attributes", "long/a,long/b,loss", "container", "run"))
            .where("run = 'r-3'")
            .agg(
                org.apache.spark.sql.functions.expr("count(*)"),
                org.apache.spark.sql.functions.expr("count(`long/a`)"),
                org.apache.spark.sql.functions.expr("count(`long/b`)"),
                org.apache.spark.sql.functions.expr("count(distinct step)"))
            .head();
    assertThat(counts.getLong(1)).isEqualTo(1_200_000);
    assertThat(counts.getLong(2)).isEqualTo(3);
    assertThat(counts.getLong(3)).isEqualTo(counts.getLong(0));
  }

  @Test
  void seriesGivePointsOfEveryOtherType() {
    List<Row> rows =
        load("series", Map.of("experiments", "gull-1"))
            .orderBy("attribute", "step")
            .collectAsList();
    assertThat(rows)
        .extracting(r -> r.getString(1), r -> r.getString(2), r -> r.getDouble(3))
        .containsExactly(
            tuple("hist", "histogram_series", 0.0),
            tuple("note", "string_series", 0.0),
            tuple("note", "string_series", 1.0),
            tuple("pictures", "file_series", 1.0),
            tuple("pictures", "file_series", 2.0));
    assertThat(rows.get(1).<String>getAs("string_value")).isEqualTo("day 0");
    assertThat(rows.get(0).getStruct(6).getList(2)).isEqualTo(List.of(3.0, 4.0));
    assertThat(rows.get(4).getStruct(7).<Double>getAs("step")).isEqualTo(2.0);
    assertThat(load("series", Map.of("attributeTypes", "file_series")).count()).isEqualTo(2);
  }

  @Test
  void filesAreSingleOrInSeries() {
    List<Row> rows =
        load("files", Map.of("experiments", "gull-1")).orderBy("attribute", "step").collectAsList();
    assertThat(rows)
        .extracting(
            r -> r.getString(1), r -> r.get(2), r -> r.getStruct(4).<Long>getAs("size_bytes"))
        .containsExactly(
            tuple("pictures", 1.0, 3L), tuple("pictures", 2.0, 4L), tuple("sample", null, 8L));
    assertThat(rows.get(2).isNullAt(3)).isTrue();
    assertThat(load("files", Map.of("stepRange", "2,")).count()).isEqualTo(2);
  }

  @Test
  void attributeValuesAreTheLongFormOfTheTable() {
    List<Row> rows =
        load(
                "attribute_values",
                Map.of("experiments", "gull-1", "attributes", "config/lr,tags,born,loss"))
            .orderBy("attribute")
            .collectAsList();
    assertThat(rows)
        .extracting(r -> r.getString(1), r -> r.getString(2))
        .containsExactly(
            tuple("born", "datetime"), tuple("config/lr", "float"), tuple("tags", "string_set"));
    assertThat(rows.get(1).<Double>getAs("float_value")).isEqualTo(0.01);
    assertThat(rows.get(1).<Long>getAs("int_value")).isNull();
  }

  @Test
  void summariesAreThoseOfTheServer() {
    Row summary =
        load("metric_summaries", Map.of("experiments", "gull-1", "attributes", "acc")).head();
    assertThat(summary.<Double>getAs("last_step")).isEqualTo(1.5);
    assertThat(summary.<Double>getAs("last")).isEqualTo(0.5);
    assertThat(summary.<Double>getAs("min")).isEqualTo(0.25);
    assertThat(summary.<Double>getAs("average")).isEqualTo(0.375);
    assertThat(summary.<Boolean>getAs("has_preview")).isFalse();
  }

  @Test
  void attributesAreTheDefinitionsInUse() {
    assertThat(
            load("attributes", Map.of("attributesPattern", "!sys/", "experiments", "gull-2"))
                .collectAsList())
        .extracting(r -> r.getString(0), r -> r.getString(1))
        .containsExactly(
            tuple("config/lr", "float"),
            tuple("long/a", "float_series"),
            tuple("long/b", "float_series"),
            tuple("loss", "float_series"));
  }

  @Test
  void severalProjectsAreToldApart() {
    try (NeptuneServer two = NeptuneServer.start(project())) {
      two.addProject(
          "{\"project\":\"team-beta/other\",\"runs\":[{\"run\":\"o-1\",\"experiment\":\"gull-1\","
              + "\"attributes\":{\"config/lr\":{\"type\":\"float\",\"value\":1.5}}}]}");
      Dataset<Row> both =
          LocalSpark.session()
              .read()
              .format("neptune")
              .option("apiToken", two.apiToken())
              .option("project", PROJECT + ",team-beta/other")
              .option("attributes", "config/lr")
              .load();
      assertThat(both.columns()).containsExactly("project", "experiment", "config/lr");
      assertThat(both.where("experiment = 'gull-1'").collectAsList())
          .extracting(r -> r.getString(0), r -> r.getDouble(2))
          .containsExactlyInAnyOrder(tuple(PROJECT, 0.01), tuple("team-beta/other", 1.5));
    }
  }

  @Test
  void viewsAndCatalogsReadTheSameRelations() {
    var spark = LocalSpark.session();
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW v USING neptune OPTIONS (relation 'metrics', apiToken '"
            + server.apiToken()
            + "', project '"
            + PROJECT
            + "', attributes 'loss')");
    spark.conf().set("spark.sql.catalog.nep", "ai.neptune.spark.NeptuneCatalog");
    spark.conf().set("spark.sql.catalog.nep.apiToken", server.apiToken());
    spark.conf().set("spark.sql.catalog.nep.attributes", "loss");
    long viaView = spark.sql("SELECT count(*) FROM v").head().getLong(0);
    long viaCatalog =
        spark.sql("SELECT count(*) FROM nep.`" + PROJECT + "`.metrics").head().getLong(0);
    assertThat(viaView).isEqualTo(viaCatalog).isEqualTo(5);
    assertThat(spark.sql("SHOW TABLES IN nep.`" + PROJECT + "`").collectAsList())
        .extracting(r -> r.getString(1))
        .contains("metrics", "experiments", "files");
  }

  @Test
  void sessionDefaultsAreOptions() {
    var spark = LocalSpark.session().newSession();
    spark.conf().set("spark.datasource.neptune.apiToken", server.apiToken());
    spark.conf().set("spark.datasource.neptune.project", PROJECT);
    assertThat(spark.read().format("neptune").load().count()).isEqualTo(2);
  }

  @Test
  void plansAndColumnsShowNoToken() {
    Dataset<Row> metrics = load("metrics", Map.of());
    assertThat(metrics.queryExecution().toString()).doesNotContain(server.apiToken());
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", PROJECT)
        .options(options)
        .load(relation);
  }

  private static List<String> names(Dataset<Row> table) {
    return table.collectAsList().stream().map(r -> r.getString(0)).toList();
  }

  private static List<String> columns(Map<String, String> options) {
    return Arrays.stream(load("experiments", options).schema().fields())
        .map(StructField::name)
        .toList();
  }

  private static List<Double> steps(String relation, Map<String, String> options) {
    Map<String, String> all = new java.util.HashMap<>(options);
    all.putIfAbsent("attributes", "loss");
    if (!all.containsKey("container")) {
      all.put("experiments", "gull-1");
    }
    return load(relation, all)
        .select("step")
        .as(org.apache.spark.sql.Encoders.DOUBLE())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> all = new java.util.HashMap<>(options);
    all.put(name, value);
    return all;
  }

  private static String project() {
    String points =
        IntStream.range(0, 3)
            .mapToObj(i -> "[%d, %d]".formatted(i, i))
            .collect(Collectors.joining(","));
    return """
        {"project": "team-alpha/read", "runs": [
          {"run": "r-0", "experiment": "gull-1", "attributes": {
             "config/lr": {"type": "float", "value": 9.5}}},
          {"run": "r-1", "experiment": "gull-1", "attributes": {
             "config/lr": {"type": "float", "value": 0.01},
             "label": {"type": "string", "value": "größe, \\"x\\""},
             "size": {"type": "int", "value": 7},
             "done": {"type": "bool", "value": true},
             "born": {"type": "datetime", "value": "2025-08-29T09:18:27.946Z"},
             "tags": {"type": "string_set", "value": ["a", "b"]},
             "sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="}},
           "series": {
             "loss": {"type": "float_series", "points":
               [[0, 0.9, 1756459107946], [1, "NaN"], [2, "Infinity"], [3, 0.5]]},
             "acc": {"type": "float_series", "points": [[1, 0.25], [1.5, 0.5]]},
             "note": {"type": "string_series", "points": [[0, "day 0"], [1, "day 1"]]},
             "hist": {"type": "histogram_series", "points":
               [[0, {"type": "COUNTING", "edges": [0, 1, 2], "values": [3, 4]}]]},
             "pictures": {"type": "file_series", "points": [
               [1.0, {"mimeType": "image/png", "base64": "YWJj"}],
               [2.0, {"mimeType": "image/png", "base64": "YWJjZA=="}]]}}},
          {"run": "r-2", "fork": {"run": "r-1", "step": 1.0}, "attributes": {
             "config/lr": {"type": "float", "value": 0.001}},
           "series": {"loss": {"type": "float_series", "points": [[5, 0.1]]}}},
          {"run": "r-3", "experiment": "gull-2", "attributes": {
             "config/lr": {"type": "float", "value": 0.1}},
           "series": {
             "loss": {"type": "float_series", "points":
               [[0, 0.7], [1, 0.6, null, 0.75]]},
             "long/a": {"type": "float_series", "generate": {"count": 1200000, "seed": 7}},
             "long/b": {"type": "float_series", "points": [%s]}}}]}
        """
        .formatted(points);
  }
}
