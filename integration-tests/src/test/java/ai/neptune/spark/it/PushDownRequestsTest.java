package ai.neptune.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Push-down reduces the requests that a server receives and the bytes that it sends. */
class PushDownRequestsTest {

  private static final String SEARCH = "entries/search";
  private static final String DEFINITIONS = "attributes/definitions";
  private static final String VALUES = "leaderboard/attributes/query";
  private static final String POINTS = "attributes/series";
  private static final String PROJECT = "team-alpha/requests";
  private static final String OTHER_PROJECT = "team-beta/requests";
  private static final int EXPERIMENTS = 300;
  private static final int POINTS_PER_SERIES = 2_000;

  private static SparkSession spark;
  private static NeptuneServer server;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session().newSession();
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT, project(PROJECT, EXPERIMENTS), project(OTHER_PROJECT, 3));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forgetRequests() {
    server.resetRequests();
  }

  @Test
  void countingRowsIsOneSearchThatReturnsNoRows() {
    Dataset<Row> experiments = load("experiments", Map.of("attributes", "lr"));
    server.resetRequests();

    assertThat(experiments.count()).isEqualTo(EXPERIMENTS);

    assertThat(requests()).isEqualTo(Map.of(SEARCH, 1L));
    assertThat(server.requests().bytesSent()).isLessThan(100);
  }

  @Test
  void countingRowsOfSeveralProjectsIsOneSearchPerProject() {
    Dataset<Row> runs =
        load("runs", Map.of("project", PROJECT + "," + OTHER_PROJECT, "attributes", "lr"));
    server.resetRequests();

    assertThat(runs.count()).isEqualTo(EXPERIMENTS + 3);

    assertThat(requests()).isEqualTo(Map.of(SEARCH, 2L));
  }

  @Test
  void countingDistinctConstantsDiffersFromCountingRows() {
    view("experiments", Map.of("attributes", "lr"));
    assertThat(spark.sql("SELECT count(DISTINCT 1), count(1), count(*) FROM v").head())
        .hasToString("[1,300,300]");
  }

  @Test
  void aPredicateOnTheExperimentReadsOnlyItsPoints() {
    Dataset<Row> metrics = load("metrics", Map.of()).where("experiment = 'e-7'");
    assertThat(metrics.count()).isEqualTo(2 * POINTS_PER_SERIES);
    assertThat(metrics.rdd().getNumPartitions()).isEqualTo(1);
    assertThat(server.requests().count(POINTS)).isEqualTo(1);
    assertThat(plan(metrics)).contains("(`sys/name`:string == \"e-7\")").doesNotContain("Filter (");
  }

  @Test
  void aPredicateOnTheAttributeReadsOnlyMatchingSeries() {
    long all = bytesOf(load("metrics", Map.of("experiments", "e-1,e-2")));
    long one =
        bytesOf(load("metrics", Map.of("experiments", "e-1,e-2")).where("attribute = 'acc'"));
    long prefix =
        bytesOf(load("metrics", Map.of("experiments", "e-1,e-2")).where("attribute LIKE 'lo%'"));
    assertThat(one).isLessThan(all * 6 / 10);
    assertThat(prefix).isLessThan(all * 6 / 10);
  }

  @Test
  void aPredicateOnTheStepReadsOnlyThatRange() {
    Dataset<Row> few =
        load("metrics", Map.of("experiments", "e-1")).where("step >= 100 AND step < 110");
    assertThat(few.count()).isEqualTo(20);
    assertThat(plan(few)).contains("steps from 100.0 to 109.999999").doesNotContain("Filter (");
    assertThat(bytesOf(few) * 10)
        .isLessThan(bytesOf(load("metrics", Map.of("experiments", "e-1"))));
  }

  @Test
  void aRangeOutsideStepRangeSendsNoRequest() {
    Dataset<Row> none = load("metrics", Map.of("stepRange", "0,100")).where("step > 100");
    assertThat(none.count()).isZero();
    assertThat(server.requests().count(POINTS)).isZero();
    assertThat(server.requests().count(SEARCH)).isZero();
  }

  @Test
  void aPredicateOnTheStepRequestsNoSingleFiles() {
    Dataset<Row> files = load("files", Map.of("experiments", "e-1"));
    assertThat(files.count()).isEqualTo(3);
    server.resetRequests();
    assertThat(files.where("step >= 1").count()).isEqualTo(1);
    assertThat(server.requests().count(VALUES)).isZero();
  }

  @Test
  void theServerEvaluatesAPredicateOnAnAttribute() {
    Dataset<Row> few = load("experiments", Map.of("attributes", "lr,name")).where("lr > 298");
    assertThat(plan(few)).contains("(`lr`:float EXISTS) AND (NOT (`lr`:float <= \"298.0\"))");
    long bytes = bytesOf(few.select("lr", "name"));
    assertThat(bytes * 10)
        .isLessThan(bytesOf(load("experiments", Map.of("attributes", "lr,name"))));
  }

  @Test
  void aLimitReadsOnlyThatManyRows() {
    Dataset<Row> experiments = load("experiments", Map.of("attributes", "lr,sys/creation_time"));
    Dataset<Row> three = experiments.limit(3);
    assertThat(plan(three)).contains("the first 3 of each project");
    assertThat(three.select("experiment").as(Encoders.STRING()).collectAsList())
        .containsExactly("e-299", "e-298", "e-297");
    assertThat(bytesOf(three) * 2).isLessThan(bytesOf(experiments));
    Dataset<Row> oldest = experiments.orderBy("sys/creation_time").limit(2);
    assertThat(plan(oldest)).contains("the first 2 oldest of each project");
    assertThat(oldest.collectAsList())
        .extracting(r -> r.getString(0))
        .containsExactly("e-0", "e-1");
    Dataset<Row> newest = experiments.orderBy(functions.col("sys/creation_time").desc()).limit(2);
    assertThat(plan(newest)).contains("the first 2 newest of each project");
    assertThat(newest.collectAsList())
        .extracting(r -> r.getString(0))
        .containsExactly("e-299", "e-298");
  }

  @Test
  void neitherALimitNorACountIsPushedPastAPredicateOrTheOptionLimit() {
    Dataset<Row> experiments = load("experiments", Map.of("attributes", "lr,sys/creation_time"));
    assertThat(plan(experiments.where("experiment LIKE 'e-1%'").limit(3)))
        .doesNotContain("the first");
    assertThat(plan(experiments.where("lr < 3").orderBy("sys/creation_time").limit(3)))
        .doesNotContain("the first");
    assertThat(plan(experiments.orderBy("lr").limit(3))).doesNotContain("the first");
    Dataset<Row> limited = load("experiments", Map.of("attributes", "lr", "limit", "5"));
    assertThat(limited.count()).isEqualTo(5);
    assertThat(limited.where("lr < 299").count()).isEqualTo(4);
    assertThat(limited.limit(2).collectAsList()).hasSize(2);
    assertThat(plan(limited.where("experiment = 'e-1'"))).doesNotContain("pushed");
  }

  @Test
  void aJoinWithFewExperimentsReadsOnlyTheirPoints() {
    Dataset<Row> metrics = load("metrics", Map.of("attributes", "loss"));
    Dataset<Row> wanted =
        spark
            .range(EXPERIMENTS)
            .selectExpr("concat('e-', id) AS experiment", "id")
            .where("id IN (5, 6)");
    Dataset<Row> joined = metrics.join(functions.broadcast(wanted), "experiment");

    assertThat(joined.count()).isEqualTo(2 * POINTS_PER_SERIES);

    assertThat(server.requests().count(SEARCH)).isLessThanOrEqualTo(2);
    assertThat(server.requests().count(POINTS)).isLessThanOrEqualTo(2);
  }

  @Test
  void aJoinWithFewAttributesReadsOnlyTheirSeries() {
    Dataset<Row> metrics = load("metrics", Map.of("experiments", "e-1,e-2,e-3"));
    Dataset<Row> wanted =
        spark.range(5).selectExpr("if(id = 3, 'acc', 'x') AS attribute", "id").where("id > 2");
    long all = bytesOf(metrics);
    long some = bytesOf(metrics.join(functions.broadcast(wanted), "attribute"));
    assertThat(some).isLessThan(all * 6 / 10);
  }

  @Test
  void explainSendsNoRequestAndAJoinCountsEachSideOnce() {
    Dataset<Row> metrics = load("metrics", Map.of());
    Dataset<Row> experiments = load("experiments", Map.of("attributes", "lr"));
    server.resetRequests();
    assertThat(plan(metrics.where("step > 3").groupBy("attribute").count())).contains("steps from");
    assertThat(requests()).isEmpty();

    Dataset<Row> joined = metrics.join(experiments, "experiment");
    assertThat(plan(joined)).contains("BroadcastHashJoin").contains("BuildRight");
    assertThat(requests()).isEqualTo(Map.of(SEARCH, 2L));
  }

  @Test
  void aFieldOfAStructReadsOnlyItsAttribute() {
    Dataset<Row> experiments = load("experiments", Map.of("attributes", "lr,name,file"));
    server.resetRequests();
    List<Row> paths =
        experiments
            .where("experiment = 'e-4'")
            .selectExpr("file.size_bytes", "file.attribute")
            .collectAsList();
    assertThat(paths).hasSize(1);
    assertThat(paths.get(0)).hasToString("[8,file]");
  }

  @Test
  void theScanReportsRequestsAndPointsAsMetrics() throws ReflectiveOperationException {
    Dataset<Row> metrics = load("metrics", Map.of("experiments", "e-1"));
    metrics.collectAsList();
    Map<String, Long> values = ScanMetrics.of(metrics);
    assertThat(values.keySet())
        .contains(
            "neptuneApiRequests",
            "neptuneRetries",
            "neptuneRateLimitWaitMillis",
            "neptuneBytesReceived",
            "neptunePointsRead");
    assertThat(values.get("neptunePointsRead")).isEqualTo(2L * POINTS_PER_SERIES);
    // The driver's search, and the task's requests for definitions and points.
    assertThat(values.get("neptuneApiRequests")).isEqualTo(3L);
  }

  private static Map<String, Long> requests() {
    return server.requests().requests().stream()
        .filter(r -> !r.path().contains("authorization"))
        .collect(
            Collectors.groupingBy(
                r ->
                    List.of(SEARCH, DEFINITIONS, VALUES, POINTS).stream()
                        .filter(r.path()::contains)
                        .findFirst()
                        .orElse(r.path()),
                Collectors.summingLong(r -> r.count())));
  }

  private static long bytesOf(Dataset<Row> query) {
    server.resetRequests();
    query.collectAsList();
    return server.requests().bytesSent();
  }

  private static String plan(Dataset<Row> query) {
    query.createOrReplaceTempView("explained");
    return spark.sql("EXPLAIN SELECT * FROM explained").head().getString(0);
  }

  private static void view(String relation, Map<String, String> options) {
    load(relation, options).createOrReplaceTempView("v");
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    return spark
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", PROJECT)
        .options(options)
        .load(relation);
  }

  private static String project(String name, int experiments) {
    String runs =
        IntStream.range(0, experiments)
            .mapToObj(PushDownRequestsTest::run)
            .collect(Collectors.joining(","));
    return "{\"project\":\"" + name + "\",\"runs\":[" + runs + "]}";
  }

  private static String run(int number) {
    String file = "{\"mimeType\":\"text/csv\",\"base64\":\"YSxiCjEsMgo=\"}";
    return """
    {"run":"r-%1$d","experiment":"e-%1$d",
     "attributes":{"lr":{"type":"float","value":%1$d},"name":{"type":"string","value":"n-%1$d"},
       "file":{"type":"file","mimeType":"text/csv","base64":"YSxiCjEsMgo="}},
     "series":{"loss":{"type":"float_series","generate":{"count":%2$d,"seed":%1$d}},
       "acc":{"type":"float_series","generate":{"count":%2$d,"seed":7}},
       "pred":{"type":"file_series","points":[[0,%3$s],[1,%3$s]]}}}\
    """
        .formatted(number, POINTS_PER_SERIES, file);
  }
}
