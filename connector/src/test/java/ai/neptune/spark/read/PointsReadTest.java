package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the relations of points and files give, read by Spark from a server. */
final class PointsReadTest {

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
  void metricsHaveARowPerPoint() {
    List<Row> points =
        sample
            .load("metrics", Map.of("attributes", "loss", "experiments", "gull-1"))
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
    assertThat(sample.load("metrics", gull2).count()).isEqualTo(1);
    Row preview =
        sample
            .load("metrics", with(gull2, "includePointPreviews", "true"))
            .where("is_preview")
            .head();
    assertThat(preview.<Double>getAs("preview_completion")).isEqualTo(0.75);
  }

  @Test
  void metricsOfLongSeriesComeWhole() {
    Row sums =
        sample
            .load("metrics", Map.of("attributes", "long/a,long/b", "container", "run"))
            .groupBy("run")
            .agg(functions.count("*"), functions.countDistinct("attribute", "step"))
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
        sample.load(
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
        sample
            .load(
                "metrics",
                Map.of("layout", "wide", "attributes", "long/a,long/b,loss", "container", "run"))
            .where("run = 'r-3'")
            .agg(
                functions.expr("count(*)"),
                functions.expr("count(`long/a`)"),
                functions.expr("count(`long/b`)"),
                functions.expr("count(distinct step)"))
            .head();
    assertThat(counts.getLong(1)).isEqualTo(1_200_000);
    assertThat(counts.getLong(2)).isEqualTo(3);
    assertThat(counts.getLong(3)).isEqualTo(counts.getLong(0));
  }

  @Test
  void metricsOfMoreNamesThanOneRequestHoldsComeWhole() {
    String series =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    "\"%s/%d\":{\"type\":\"float_series\",\"points\":[[0,%d],[1,2]]}"
                        .formatted("n".repeat(1000), i, i))
            .collect(Collectors.joining(","));
    try (ReadSample named = ReadSample.start()) {
      named
          .server()
          .addProject(
              "{\"project\":\"team-alpha/names\",\"runs\":[{\"run\":\"r\",\"experiment\":\"e\",\"series\":{%s}}]}"
                  .formatted(series));
      Map<String, String> project = Map.of("project", "team-alpha/names");
      assertThat(named.load("metrics", project).count()).isEqualTo(600);
      List<Row> wide = named.load("metrics", with(project, "layout", "wide")).collectAsList();
      assertThat(wide).hasSize(2).allMatch(row -> row.size() == 302 && !row.anyNull());
    }
  }

  @Test
  void seriesGivePointsOfEveryOtherType() {
    List<Row> rows =
        sample
            .load("series", Map.of("experiments", "gull-1"))
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
    assertThat(sample.load("series", Map.of("attributeTypes", "file_series")).count()).isEqualTo(2);
  }

  @Test
  void filesAreSingleOrInSeries() {
    List<Row> rows =
        sample
            .load("files", Map.of("experiments", "gull-1"))
            .orderBy("attribute", "step")
            .collectAsList();
    assertThat(rows)
        .extracting(
            r -> r.getString(1), r -> r.get(2), r -> r.getStruct(4).<Long>getAs("size_bytes"))
        .containsExactly(
            tuple("pictures", 1.0, 3L), tuple("pictures", 2.0, 4L), tuple("sample", null, 8L));
    assertThat(rows.get(2).isNullAt(3)).isTrue();
    assertThat(sample.load("files", Map.of("stepRange", "2,")).count()).isEqualTo(2);
  }

  private static List<Double> steps(String relation, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("attributes", "loss");
    if (!all.containsKey("container")) {
      all.put("experiments", "gull-1");
    }
    return sample.load(relation, all).select("step").as(Encoders.DOUBLE()).collectAsList().stream()
        .sorted()
        .toList();
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(name, value);
    return all;
  }
}
