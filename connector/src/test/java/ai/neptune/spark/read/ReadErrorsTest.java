package ai.neptune.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.neptune.errors.AttributeTypeInferenceException;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.InvalidApiTokenException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.RetriesExhaustedException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user is told when a read cannot be done. */
final class ReadErrorsTest {

  private static final String PROJECT = "team-alpha/errors";

  private static NeptuneServer server;

  @BeforeAll
  static void startServer() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            """
            {"project": "team-alpha/errors", "runs": [
              {"run": "r-1", "experiment": "e-1", "attributes": {
                 "size": {"type": "int", "value": 1},
                 "Size": {"type": "int", "value": 2},
                 "mixed": {"type": "int", "value": 1}},
               "series": {"loss": {"type": "float_series", "points": [[0, 1.0]]}}},
              {"run": "r-2", "experiment": "e-2", "attributes": {
                 "mixed": {"type": "string", "value": "x"},
                 "experiment": {"type": "string", "value": "y"}}}]}
            """);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void noFaults() {
    server.resetFaults();
  }

  @Test
  void aTextThatIsNoTokenIsRefusedBeforeAnyRequest() {
    server.resetRequests();
    assertThatThrownBy(() -> load("metrics", Map.of("apiToken", "not-a-token")).count())
        .isInstanceOf(InvalidApiTokenException.class)
        .hasMessageNotContaining("not-a-token");
    assertThat(server.requests().toString()).doesNotContain("leaderboard");
  }

  @Test
  void aTokenThatTheServerRejectsIsNotRetried() {
    String revoked =
        Base64.getEncoder()
            .encodeToString(
                "{\"api_address\":\"%s\",\"api_url\":\"%s\",\"api_key\":\"revoked\"}"
                    .formatted(server.url(), server.url())
                    .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> load("metrics", Map.of("apiToken", revoked)).count())
        .isInstanceOf(InvalidCredentialsException.class)
        .hasMessageContainingAll("rejected", "get a new one")
        .hasMessageNotContaining(revoked);
  }

  @Test
  void anUnknownProjectIsNamed() {
    for (String relation : new String[] {"experiments", "metrics", "runs"}) {
      assertThatThrownBy(
              () -> load(relation, Map.of("project", "team-alpha/missing")).collectAsList())
          .isInstanceOf(ProjectInaccessibleException.class)
          .hasMessageContaining("team-alpha/missing");
    }
    assertThatThrownBy(
            () ->
                load(
                        "runs",
                        Map.of("project", PROJECT + ",team-alpha/missing", "attributes", "size"))
                    .collectAsList())
        .isInstanceOf(ProjectInaccessibleException.class)
        .hasMessageContaining("team-alpha/missing");
  }

  @Test
  void optionsAreCheckedWhenTheRelationIsLoaded() {
    assertThatThrownBy(() -> load("metrics", Map.of("stepRnge", "1,2")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("stepRnge", "stepRange");
    assertThatThrownBy(() -> load("metrics", Map.of("stepRange", "2,1")))
        .isInstanceOf(InvalidOptionException.class);
    Map<String, String> pattern = Map.of("attributesPattern", "metrics/ & (loss");
    assertThatThrownBy(() -> load("experiments", pattern))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("attributesPattern", "(loss");
  }

  @Test
  void aQueryThatIsNoNqlIsNamed() {
    assertThatThrownBy(() -> load("experiments", Map.of("query", "`size`:int >>> 1")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'query'", "`size`:int >>> 1");
  }

  @Test
  void aServerThatRefusesAPushedConditionIsSearchedWithoutIt() {
    Map<String, String> options = Map.of("query", "`mixed`:int EXISTS OR `mixed`:string EXISTS");
    Dataset<Row> table = load("runs", with(options, "attributes", "size"));
    for (String condition : new String[] {"size = 1", "run = 'r-1'", "run = 'r-1' AND size > 0"}) {
      server.resetRequests();
      server.addFaults("[{\"path\": \"entries/search\", \"status\": 400}]");
      assertThat(table.where(condition).collectAsList())
          .as(condition)
          .extracting(row -> row.getString(0), row -> row.getLong(1))
          .containsExactly(tuple("r-1", 1L));
      assertThat(server.requests().count("entries/search", 400)).isEqualTo(1);
    }
    server.addFaults("[{\"path\": \"entries/search\", \"status\": 400}]");
    assertThat(load("metrics", options).where("experiment = 'e-2'").collectAsList()).isEmpty();
  }

  @Test
  void theQueryIsNotToBlameUntilASearchWithItAloneFails() {
    Map<String, String> options = Map.of("query", "`mixed`:int EXISTS", "attributes", "size");
    Dataset<Row> table = load("runs", options).where("size = 1");
    server.resetRequests();
    server.addFaults("[{\"path\": \"entries/search\", \"status\": 400, \"times\": -1}]");
    assertThatThrownBy(table::collectAsList)
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'query'", "`mixed`:int EXISTS");
    assertThat(server.requests().count("entries/search", 400)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anAttributeOfSeveralTypesInAQueryNeedsItsType() {
    assertThatThrownBy(() -> load("runs", Map.of("query", "`mixed` = 1", "attributes", "size")))
        .isInstanceOf(AttributeTypeInferenceException.class)
        .hasMessageContainingAll("mixed", "int", "string");
  }

  @Test
  void anAttributeOfSeveralTypesIsNoColumnWithoutSuffix() {
    Map<String, String> mixed = Map.of("attributes", "mixed");
    assertThatThrownBy(() -> load("runs", mixed))
        .isInstanceOf(ConflictingAttributeTypesException.class)
        .hasMessageContainingAll(
            "'mixed' (int, string)", "attributeTypes", "typeSuffixInColumnNames");
    assertThat(load("runs", with(mixed, "typeSuffixInColumnNames", "true")).columns())
        .containsExactly("run", "mixed:int", "mixed:string");
    assertThat(load("runs", with(mixed, "attributeTypes", "int")).columns())
        .containsExactly("run", "mixed");
    assertThat(load("runs", with(mixed, "attributeTypes", "int")).orderBy("run").collectAsList())
        .extracting(r -> r.get(1))
        .containsExactly(1L, null);
  }

  @Test
  void namesThatDifferByCaseAloneAreRefusedUnlessSparkTellsThemApart() {
    Map<String, String> sizes = Map.of("attributes", "size,Size");
    assertThatThrownBy(() -> load("runs", sizes))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'Size', 'size'", "spark.sql.caseSensitive");
    var spark = LocalSpark.session();
    spark.conf().set("spark.sql.caseSensitive", "true");
    try {
      assertThat(load("runs", sizes).where("size = 1").head().getLong(1)).isEqualTo(2L);
    } finally {
      spark.conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void whetherCaseMattersIsWhatTheSessionOfTheReadSays() {
    var sensitive = LocalSpark.session().newSession();
    sensitive.conf().set("spark.sql.caseSensitive", "true");
    Map<String, String> sizes =
        Map.of("apiToken", server.apiToken(), "project", PROJECT, "attributes", "size,Size");
    assertThat(
            sensitive
                .read()
                .format("neptune")
                .options(sizes)
                .load("runs")
                .where("size = 1")
                .select("Size")
                .head()
                .getLong(0))
        .isEqualTo(2L);
    SparkSession.setActiveSession(sensitive);
    try {
      assertThatThrownBy(
              () -> LocalSpark.session().read().format("neptune").options(sizes).load("runs"))
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContaining("spark.sql.caseSensitive");
    } finally {
      SparkSession.setActiveSession(LocalSpark.session());
    }
  }

  @Test
  void aPathThatIsNoRelationIsAnErrorAtLoadThatSaysHowToLoadIt() {
    var reader = LocalSpark.session().read().format("neptune");
    assertThatThrownBy(() -> reader.load("team-alpha/errors"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll(
            "no relation 'team-alpha/errors'", "option(\"project\", \"team-alpha/errors\")");
    assertThatThrownBy(() -> reader.load("metrics/"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("Did you mean load(\"metrics\")?");
    assertThatThrownBy(() -> reader.load("s3a://bucket/exports"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining(
            "option(\"destination\", \"s3a://bucket/exports\").load(\"downloads\")");
  }

  @Test
  void aWriteWithoutADestinationSaysHowToWrite() {
    Dataset<Row> files = load("files", Map.of());
    assertThatThrownBy(() -> append(files).save())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("no destination", "save(\"s3a://bucket/exports\")");
    assertThatThrownBy(() -> append(files).save("exports"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'exports'", "./exports");
    assertThatThrownBy(() -> append(files).save("metrics"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'metrics'", "Relations cannot be written");
    assertThatThrownBy(() -> append(files).option("relation", "metrics").save())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("relations cannot be written");
    assertThatThrownBy(() -> append(files).option("destination", "s3a://b/x").save())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'destination'", "save(\"s3a://b/x\")");
    assertThatThrownBy(() -> append(files).mode("overwrite").save("s3a://b/x"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("mode \"overwrite\"", "mode(\"append\").save(\"s3a://b/x\")");
  }

  @Test
  void aWriteOfAStreamSaysHowToWriteItsBatches() {
    var stream =
        LocalSpark.session()
            .readStream()
            .format("rate")
            .load()
            .writeStream()
            .format("neptune")
            .option("checkpointLocation", "target/checkpoint");
    assertThatThrownBy(() -> stream.start("s3a://bucket/exports"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("Streaming writes are not supported", "foreachBatch");
  }

  private static DataFrameWriter<Row> append(Dataset<Row> files) {
    return files.write().format("neptune").mode("append");
  }

  @Test
  void anOptionWithoutAValueCountsAsNotSet() {
    Map<String, String> options = new HashMap<>();
    options.put("limit", null);
    options.put("attributes", null);
    options.put("runs", null);
    assertThat(load("metrics", options).count()).isEqualTo(1);
    var session = LocalSpark.session();
    session.conf().set("spark.datasource.neptune.runs", "r-2");
    try {
      options.put("container", "run");
      assertThat(load("metrics", options).count()).isZero();
    } finally {
      session.conf().unset("spark.datasource.neptune.runs");
    }
  }

  @Test
  void aQueryOfAllProjectsThatIsRefusedIsAnOptionError() {
    Map<String, String> all = Map.of("project", "*", "attributes", "size");
    assertThatThrownBy(() -> load("runs", with(all, "query", "`sys/name` == \"e-1\"")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'query'", "`sys/name` has no type");
    server.resetRequests();
    server.addFaults("[{\"path\": \"entries/global\", \"status\": 400, \"times\": -1}]");
    assertThatThrownBy(() -> load("runs", with(all, "query", "`env/host`:string == \"h\"")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'query'", "env/host");
    assertThat(server.requests().count("entries/global", 400)).isPositive();
    server.resetFaults();
    assertThatThrownBy(() -> load("runs", with(all, "sortBy", "size:int")).collectAsList())
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("'sortBy'", "size:int");
  }

  @Test
  void tooManyColumnsAreCounted() {
    assertThatThrownBy(
            () -> load("experiments", Map.of("maxColumns", "1", "attributes", "loss,size")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContainingAll("2 attributes", "at most 1", "maxColumns", "attributesPattern");
  }

  @Test
  void anAttributeNamedLikeAFixedColumnGetsItsTypeAsSuffix() {
    assertThat(load("experiments", Map.of("attributes", "experiment")).columns())
        .containsExactly("experiment", "experiment:string");
  }

  @Test
  void anAttributeThatChangesItsTypeFailsTheReadThatExpectsTheOldOne() {
    try (NeptuneServer changing =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT, oneValue("{\"type\":\"int\",\"value\":1}"))) {
      Map<String, String> options = Map.of("apiToken", changing.apiToken(), "attributes", "a");
      Dataset<Row> loaded = load("runs", options);
      changing.addProject(oneValue("{\"type\":\"string\",\"value\":\"x\"}"));
      assertThatThrownBy(loaded::collectAsList)
          .rootCause()
          .isInstanceOf(ConflictingAttributeTypesException.class)
          .hasMessageContainingAll("'a'", "'r-1'", "string", "int", "Load it again");
    }
  }

  @Test
  void aServerThatStaysDownExhaustsTheRetries() {
    server.addFaults("[{\"path\": \"entries/search\", \"status\": 503, \"times\": -1}]");
    assertThatThrownBy(
            () ->
                load("metrics", Map.of("retrySoftTimeout", "50ms", "retryHardTimeout", "1s"))
                    .count())
        .isInstanceOf(RetriesExhaustedException.class)
        .hasMessageContainingAll("Search for experiments", "503");
  }

  @Test
  void aResponseOfAnotherKindOfServerIsUnexpected() {
    server.addFaults(
        "[{\"path\": \"entries/search\", \"status\": 418, \"times\": -1, \"body\": \"%s\"}]"
            .formatted(
                Base64.getEncoder().encodeToString("a teapot".getBytes(StandardCharsets.UTF_8))));
    assertThatThrownBy(() -> load("metrics", Map.of()).count())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContainingAll("418", "a teapot");
  }

  @Test
  void readsSurviveFaultsThatPass() {
    server.addFaults(
        """
        [{"path": "series/float", "status": 500, "times": 1},
         {"path": "series/float", "truncateAfterBytes": 3, "times": 1},
         {"path": "series/float", "closeConnection": true, "times": 1},
         {"path": "entries/search", "status": 429, "retryAfter": 0.05, "times": 1},
         {"path": "definitions", "status": 401, "times": 1}]
        """);
    assertThat(load("metrics", Map.of()).collectAsList()).hasSize(1);
  }

  @Test
  void aSchemaAStreamAndAWriteAreRefused() {
    var reader = LocalSpark.session().read().format("neptune").schema(new StructType());
    assertThatThrownBy(() -> reader.load("metrics")).hasMessageContaining("schema");
    assertThatThrownBy(
            () ->
                LocalSpark.session()
                    .readStream()
                    .format("neptune")
                    .option("apiToken", server.apiToken())
                    .option("project", PROJECT)
                    .option("relation", "metrics")
                    .load())
        .isInstanceOfAny(UnsupportedOperationException.class, AnalysisException.class)
        .hasMessageContaining("neptune");
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

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(name, value);
    return all;
  }

  private static String oneValue(String value) {
    return "{\"project\":\"%s\",\"runs\":[{\"run\":\"r-1\",\"attributes\":{\"a\":%s}}]}"
        .formatted(PROJECT, value);
  }
}
