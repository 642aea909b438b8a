package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads of a small part of what a project's runs hold. */
final class NarrowedReadTest {

  private static final int RUNS = 60;
  private static final int LONG = 100_000;
  private static final int SHORT = 100;

  /** So small that runs are too many points for a task. */
  private static final int POINTS_PER_TASK = 50_000;

  private static NeptuneServer server;

  @BeforeAll
  static void startServer() {
    String run =
        """
        {"run": "r-%1$d", "experiment": "e-%1$d", "series": {
          "long": {"type": "float_series", "generate": {"count": %2$d, "seed": %1$d}},
          "short": {"type": "float_series", "generate": {"count": %3$d, "seed": %1$d}},
          %4$s
          "journal": {"type": "string_series", "points": [[0, "begun"]]}}}
        """;
    String tiny =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    "\"tiny/%d\": {\"type\": \"float_series\", \"points\": [[0, 1]]},".formatted(i))
            .collect(Collectors.joining());
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            IntStream.range(0, RUNS)
                .mapToObj(i -> run.formatted(i, LONG, SHORT, tiny))
                .collect(
                    Collectors.joining(
                        ",", "{\"project\": \"team-alpha/narrow\", \"runs\": [", "]}")));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void allPointsMakeManyTasks() {
    server.resetRequests();
    assertThat(load("metrics", Map.of()).rdd().getNumPartitions()).isGreaterThanOrEqualTo(RUNS);
    assertThat(server.requests().count("definitions")).as("of narrowed reads").isZero();
  }

  @Test
  void shortSeriesMakeFewTasksThoughTheirRunsAreHuge() {
    for (Map<String, String> options :
        List.of(
            Map.of("attributes", "short"),
            Map.of("attributesPattern", "^sh"),
            Map.of("attributes", "short,none"))) {
      server.resetRequests();
      Dataset<Row> read = load("metrics", options);
      assertThat(read.rdd().getNumPartitions()).isEqualTo(1);
      assertThat(server.requests().count("definitions")).isEqualTo(1);
      assertThat(server.requests().count("buckets")).isEqualTo(1);
      assertThat(read.count()).isEqualTo(RUNS * SHORT);
    }
  }

  @Test
  void predicatesOnAttributesMakeFewTasksToo() {
    Dataset<Row> read = load("metrics", Map.of()).where("attribute = 'short'");
    assertThat(read.rdd().getNumPartitions()).isEqualTo(1);
    assertThat(read.count()).isEqualTo(RUNS * SHORT);
  }

  @Test
  void fewStepsMakeFewTasks() {
    Dataset<Row> first = load("metrics", Map.of()).where("step < 10");
    Dataset<Row> last = load("metrics", Map.of("stepRange", (LONG - 10) + ","));
    assertThat(first.rdd().getNumPartitions()).isLessThan(RUNS / 4);
    assertThat(last.rdd().getNumPartitions()).isLessThan(RUNS / 4);
    assertThat(first.count()).isEqualTo(RUNS * (2 * 10 + 8));
    assertThat(last.count()).isEqualTo(RUNS * 10);
  }

  @Test
  void whatNoRunHasMakesFewTasks() {
    Dataset<Row> read = load("metrics", Map.of("attributes", "none"));
    assertThat(read.rdd().getNumPartitions()).isEqualTo(1);
    assertThat(read.count()).isZero();
  }

  @Test
  void stringsBesideMillionsOfPointsMakeFewTasks() {
    Dataset<Row> read = load("series", Map.of());
    assertThat(read.rdd().getNumPartitions()).isLessThan(RUNS / 2);
    assertThat(read.count()).isEqualTo(RUNS);
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    return LocalSpark.session()
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", "team-alpha/narrow")
        .option("targetPointsPerPartition", POINTS_PER_TASK)
        .options(options)
        .load(relation);
  }
}
