package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How runs with a huge series, or with very many series, are shared among tasks. */
final class HugeSeriesReadTest {

  private static final int POINTS = 2_000_000;
  private static final int SERIES = 3_000;
  private static final Map<String, String> SMALL_TASKS =
      Map.of("targetPointsPerPartition", "300000");

  private static NeptuneServer server;

  @BeforeAll
  static void startServer() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            """
            {"project": "team-alpha/huge", "runs": [
              {"run": "r-1", "experiment": "trunk", "series": {
                "huge": {"type": "float_series", "generate": {"count": %d, "seed": 7}},
                "small/a": {"type": "float_series", "points": [[0, 1.5], [2.5, "NaN"]]},
                "small/b": {"type": "float_series", "points": [[1, 2.5]]}}},
              {"run": "r-2", "experiment": "fork", "fork": {"run": "r-1", "step": 999999},
               "series": {"huge": {"type": "float_series", "points": [[1000000, -1]]}}}]}
            """
                .formatted(POINTS),
            """
            {"project": "team-alpha/far", "runs": [
              {"run": "r-1", "experiment": "trunk", "series": {
                "far": {"type": "float_series", "points": [[0, 1], [100000000000, 2]]},
                "huge": {"type": "float_series", "generate": {"count": %d, "seed": 7}}}}]}
            """
                .formatted(POINTS),
            IntStream.range(0, SERIES)
                .mapToObj(
                    i ->
                        "\"layer/%d\": {\"type\": \"float_series\", \"generate\": {\"count\": 400}}"
                            .formatted(i))
                .collect(
                    Collectors.joining(
                        ",",
                        "{\"project\": \"team-alpha/wide\", \"runs\": [{\"run\": \"r-1\","
                            + " \"experiment\": \"wide\", \"series\": {",
                        "}}]}")));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void tasksShareItByStepsAndReadEachPointOnce() {
    Dataset<Row> shared = load(SMALL_TASKS).where("experiment = 'trunk'");
    assertThat(load(SMALL_TASKS).rdd().getNumPartitions()).isGreaterThan(POINTS / 300_000);
    assertThat(sums(shared)).isEqualTo(sums(load(Map.of()).where("experiment = 'trunk'")));
    assertThat(sums(shared).getLong(0)).isEqualTo(POINTS + 3);
  }

  @Test
  void theServerCountsThePointsOfFewSeriesOnce() {
    server.resetRequests();
    assertThat(load(SMALL_TASKS).where("experiment = 'trunk'").rdd().getNumPartitions())
        .isGreaterThan(1);
    assertThat(server.requests().count("buckets")).isEqualTo(1);
  }

  @Test
  void tasksShareASeriesBesideOneThatGoesMuchFurther() {
    Dataset<Row> shared = load("team-alpha/far", SMALL_TASKS);
    assertThat(shared.rdd().getNumPartitions()).isGreaterThan(POINTS / 300_000);
    assertThat(sums(shared).getLong(0)).isEqualTo(POINTS + 2);
    assertThat(sums(shared).getLong(1)).isEqualTo(POINTS + 2);
  }

  @Test
  void aForkReadsWhatItInheritsOnce() {
    Row fork = sums(load(SMALL_TASKS).where("experiment = 'fork'"));
    assertThat(fork.getLong(0)).isEqualTo(1_000_000 + 1 + 3);
    assertThat(fork.getLong(1)).isEqualTo(1_000_000 + 1 + 3);
  }

  @Test
  void noTaskIsPlannedForStepsThatAreNotRead() {
    Map<String, String> range =
        Map.of("targetPointsPerPartition", "300000", "stepRange", "100000,200000");
    Dataset<Row> read = load(range).where("experiment = 'trunk'");
    assertThat(load(range).rdd().getNumPartitions()).isLessThanOrEqualTo(4);
    assertThat(sums(read).getLong(0)).isEqualTo(100_001);
    assertThat(sums(read).getLong(1)).isEqualTo(100_001);
  }

  @Test
  void itsTailIsReadByOneTask() {
    Map<String, String> tail = Map.of("targetPointsPerPartition", "300000", "tailLimit", "5");
    assertThat(load(tail).rdd().getNumPartitions()).isEqualTo(1);
    assertThat(load(tail).where("experiment = 'trunk'").agg(functions.min("step")).head().get(0))
        .isEqualTo(0.0);
    assertThat(sums(load(tail).where("experiment = 'trunk'")).getLong(0)).isEqualTo(5 + 3);
  }

  @Test
  void tasksShareARunOfManySeriesWhoseNamesAreAskedForOnce() {
    server.resetRequests();
    Dataset<Row> shared = load("team-alpha/wide", SMALL_TASKS);
    int cores = LocalSpark.session().sparkContext().defaultParallelism();
    assertThat(shared.rdd().getNumPartitions()).isBetween(5, 5 + cores);
    server.resetRequests();
    Row sums = sums(shared);
    assertThat(sums.getLong(0)).isEqualTo(SERIES * 400L);
    assertThat(sums.getLong(1)).isEqualTo(SERIES * 400L);
    assertThat(server.requests().count("definitions")).isEqualTo(1);
    assertThat(sums).isEqualTo(sums(load("team-alpha/wide", Map.of())));
  }

  private static Dataset<Row> load(Map<String, String> options) {
    return load("team-alpha/huge", options);
  }

  private static Dataset<Row> load(String project, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", project)
        .options(options)
        .load("metrics");
  }

  /** Number of points, and of different ones; the least and the greatest value and step. */
  private static Row sums(Dataset<Row> points) {
    return points
        .agg(
            functions.count("*"),
            functions.countDistinct("attribute", "step"),
            functions.min("value"),
            functions.max(functions.nanvl(functions.col("value"), functions.lit(-1))),
            functions.max("step"))
        .head();
  }
}
