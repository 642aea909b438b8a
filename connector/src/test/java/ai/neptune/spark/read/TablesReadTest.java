package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.neptune.spark.LocalSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the relations of experiments, runs and their attributes give, read by Spark from a server.
 */
final class TablesReadTest {

  private static ReadSample sample;

  @BeforeAll
  static void startServer() {
    sample = ReadSample.start();
  }

  @AfterAll
  static void stopServer() {
    sample.close();
  }

  @Test
  void experimentsHaveAColumnPerAttributeSortedByName() {
    Dataset<Row> experiments =
        sample.load(
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
    assertThat(names(sample.load("experiments", Map.of("attributes", "config/lr"))))
        .containsExactly("gull-2", "gull-1");
    assertThat(
            sample
                .load("experiments", Map.of())
                .where("experiment = 'gull-1'")
                .head()
                .<Double>getAs("config/lr"))
        .isEqualTo(0.01);
  }

  @Test
  void runsHaveARowPerRun() {
    assertThat(names(sample.load("runs", Map.of("attributes", "config/lr"))))
        .containsExactly("r-3", "r-2", "r-1", "r-0");
  }

  @Test
  void countsWithoutAskingForAnyAttribute() {
    assertThat(sample.load("experiments", Map.of()).count()).isEqualTo(2);
  }

  @Test
  void sortsAndLimitsByAnAttribute() {
    assertThat(
            names(
                sample.load(
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
    assertThat(names(sample.load("experiments", Map.of("experiments", "gull-1,nobody"))))
        .containsExactly("gull-1");
    assertThat(names(sample.load("experiments", Map.of("experimentsPattern", "gull & !2"))))
        .containsExactly("gull-1");
    assertThat(names(sample.load("experiments", Map.of("query", "`config/lr`:float > 0.05"))))
        .containsExactly("gull-2");
    assertThat(names(sample.load("experiments", Map.of("query", "`config/lr` > 0.05"))))
        .containsExactly("gull-2");
    assertThat(names(sample.load("runs", Map.of("experiments", "gull-1"))))
        .containsExactly("r-1", "r-0");
    assertThat(names(sample.load("runs", Map.of("runs", "r-0,r-3")))).containsExactly("r-3", "r-0");
    assertThat(names(sample.load("experiments", Map.of("experiments", "nobody")))).isEmpty();
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
  void attributeValuesAreTheLongFormOfTheTable() {
    List<Row> rows =
        sample
            .load(
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
        sample
            .load("metric_summaries", Map.of("experiments", "gull-1", "attributes", "acc"))
            .head();
    assertThat(summary.<Double>getAs("last_step")).isEqualTo(1.5);
    assertThat(summary.<Double>getAs("last")).isEqualTo(0.5);
    assertThat(summary.<Double>getAs("min")).isEqualTo(0.25);
    assertThat(summary.<Double>getAs("average")).isEqualTo(0.375);
    assertThat(summary.<Boolean>getAs("has_preview")).isFalse();
  }

  @Test
  void attributesAreTheDefinitionsInUse() {
    assertThat(
            sample
                .load("attributes", Map.of("attributesPattern", "!sys/", "experiments", "gull-2"))
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
    try (ReadSample two = ReadSample.start()) {
      two.server()
          .addProject(
              "{\"project\":\"team-beta/other\",\"runs\":[{\"run\":\"o-1\",\"experiment\":\"gull-1\","
                  + "\"attributes\":{\"config/lr\":{\"type\":\"float\",\"value\":1.5}}}]}");
      Dataset<Row> both =
          LocalSpark.session()
              .read()
              .format("neptune")
              .option("apiToken", two.apiToken())
              .option("project", ReadSample.PROJECT + ",team-beta/other")
              .option("attributes", "config/lr")
              .load();
      assertThat(both.columns()).containsExactly("project", "experiment", "config/lr");
      assertThat(both.where("experiment = 'gull-1'").collectAsList())
          .extracting(r -> r.getString(0), r -> r.getDouble(2))
          .containsExactlyInAnyOrder(
              tuple(ReadSample.PROJECT, 0.01), tuple("team-beta/other", 1.5));
    }
  }

  @Test
  void viewsAndCatalogsReadTheSameRelations() {
    var spark = LocalSpark.session();
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW v USING neptune OPTIONS (relation 'metrics', apiToken '"
            + sample.apiToken()
            + "', project '"
            + ReadSample.PROJECT
            + "', attributes 'loss')");
    spark.conf().set("spark.sql.catalog.nep", "ai.neptune.spark.NeptuneCatalog");
    spark.conf().set("spark.sql.catalog.nep.apiToken", sample.apiToken());
    spark.conf().set("spark.sql.catalog.nep.attributes", "loss");
    long viaView = spark.sql("SELECT count(*) FROM v").head().getLong(0);
    long viaCatalog =
        spark
            .sql("SELECT count(*) FROM nep.`" + ReadSample.PROJECT + "`.metrics")
            .head()
            .getLong(0);
    assertThat(viaView).isEqualTo(viaCatalog).isEqualTo(5);
    assertThat(spark.sql("SHOW TABLES IN nep.`" + ReadSample.PROJECT + "`").collectAsList())
        .extracting(r -> r.getString(1))
        .contains("metrics", "experiments", "files");
  }

  @Test
  void sessionDefaultsAreOptions() {
    var spark = LocalSpark.session().newSession();
    spark.conf().set("spark.datasource.neptune.apiToken", sample.apiToken());
    spark.conf().set("spark.datasource.neptune.project", ReadSample.PROJECT);
    assertThat(spark.read().format("neptune").load().count()).isEqualTo(2);
  }

  @Test
  void plansAndColumnsShowNoToken() {
    Dataset<Row> metrics = sample.load("metrics", Map.of());
    assertThat(metrics.queryExecution().toString()).doesNotContain(sample.apiToken());
  }

  private static List<String> names(Dataset<Row> table) {
    return table.collectAsList().stream().map(r -> r.getString(0)).toList();
  }

  private static List<String> columns(Map<String, String> options) {
    return Arrays.stream(sample.load("experiments", options).schema().fields())
        .map(StructField::name)
        .toList();
  }
}
