package ai.neptune.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.testkit.NeptuneServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Push-down never changes the result: runs generated queries with it and without it. */
class PushDownDifferentialTest {

  /** A part of the queries is enough to find differences between versions of Spark. */
  private static final int QUERIES_PERCENT = Integer.getInteger("tests.queries.percent", 100);

  private static final int ENOUGH_TO_JUDGE = 20;
  private static final String SWITCH = "spark.neptune.internal.pushDown";
  private static final String BOTH_PROJECTS =
      PushDownSample.PROJECT + "," + PushDownSample.OTHER_PROJECT;

  private static final Map<String, String> TABLE =
      Map.of("attributesPattern", "!^sys/ & !^Text$ & !^Loss$ & !^mixed$");
  private static final Map<String, String> TYPED =
      Map.of(
          "typeSuffixInColumnNames", "true",
          "attributesPattern", "^sys/(id|creation|name|archived) | ^mixed$ | ^m/ | ^note$");

  private static SparkSession spark;
  private static NeptuneServer server;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session().newSession();
    server = PushDownSample.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> relations() {
    return Stream.of(
        Arguments.of("experiments", TABLE, 90),
        Arguments.of("experiments", TYPED, 40),
        Arguments.of(
            "experiments", Map.of("project", BOTH_PROJECTS, "attributes", "text,loss"), 40),
        Arguments.of(
            "experiments",
            Map.of("project", "*", "attributesPattern", "^sys/(id|owner|creation)"),
            25),
        Arguments.of("experiments", Map.of("limit", "5", "attributes", "text,num/int"), 15),
        Arguments.of("runs", TABLE, 50),
        Arguments.of("runs", Map.of("sortBy", "num/int", "attributes", "num/int"), 15),
        Arguments.of(
            "runs", Map.of("experimentsPattern", "gull", "attributes", "text,num/float"), 15),
        Arguments.of("metrics", Map.of(), 60),
        Arguments.of("metrics", Map.of("project", BOTH_PROJECTS, "container", "run"), 30),
        Arguments.of("metrics", Map.of("stepRange", "0.3,10", "attributesPattern", "!größe"), 30),
        Arguments.of("metrics", Map.of("tailLimit", "2"), 20),
        Arguments.of("metrics", Map.of("targetPointsPerPartition", "5"), 20),
        Arguments.of("metrics", Map.of("layout", "wide", "attributesPattern", "!^Loss$"), 30),
        Arguments.of("series", Map.of(), 40),
        Arguments.of("files", Map.of(), 40),
        Arguments.of("files", Map.of("stepRange", "0.3,10", "container", "run"), 30),
        Arguments.of("metric_summaries", Map.of(), 25),
        Arguments.of("metric_buckets", Map.of("buckets", "7"), 25),
        Arguments.of("attribute_values", Map.of("attributesPattern", "!^sys/diag"), 40),
        Arguments.of("attributes", Map.of("project", BOTH_PROJECTS), 25));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("relations")
  void theResultIsTheSameWithAndWithoutPushDown(
      String relation, Map<String, String> options, int maxQueries) {
    int queries = Math.max(10, maxQueries * QUERIES_PERCENT / 100);
    Dataset<Row> table = load(relation, options);
    table.createOrReplaceTempView("v");
    QueryGenerator generator = new QueryGenerator(relation.hashCode(), "v", table.schema());
    boolean foundRows = false;
    boolean pushedDown = false;
    for (int i = 0; i < queries; i++) {
      String query = generator.query();
      List<String> rows = rows(query, true);
      foundRows |= !rows.isEmpty() && !rows.equals(List.of("[0]"));
      pushedDown = pushedDown || isPushedDown(query);
      assertThat(rows).as(query).isEqualTo(rows(query, false));
    }
    // With few queries, it can happen that none finds a row or that nothing is pushed down.
    if (queries >= ENOUGH_TO_JUDGE) {
      assertThat(foundRows).as("a query finds rows").isTrue();
      assertThat(pushedDown).as("a query is pushed down").isTrue();
    }
  }

  private static boolean isPushedDown(String query) {
    return spark.sql("EXPLAIN " + query).head().getString(0).contains(", pushed: ");
  }

  private static List<String> rows(String query, boolean pushDown) {
    spark.conf().set(SWITCH, String.valueOf(pushDown));
    return spark.sql(query).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    return spark
        .read()
        .format("neptune")
        .option("apiToken", server.apiToken())
        .option("project", PushDownSample.PROJECT)
        .options(options)
        .load(relation);
  }
}
