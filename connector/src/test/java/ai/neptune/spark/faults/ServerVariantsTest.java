package ai.neptune.spark.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.Fault;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import ai.neptune.testkit.ServerVariant;
import ai.neptune.testkit.StorageProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that differ in what the protocol leaves open give the same rows and files. */
@Timeout(120)
final class ServerVariantsTest {

  private static final String PROJECT = "team/variants";
  private static final String SEED =
      """
      {"project": "team/variants", "runs": [
        {"run": "r-1", "experiment": "e-1", "creationTime": "2024-01-01T00:00:00Z",
         "attributes": {
           "i": {"type": "int", "value": 3}, "f": {"type": "float", "value": 0.5},
           "s": {"type": "string", "value": "text"}, "b": {"type": "bool", "value": true},
           "d": {"type": "datetime", "value": "2025-01-01T00:00:00Z"},
           "set": {"type": "string_set", "value": ["a"]},
           "file": {"type": "file", "base64": "b2Rk", "path": "a|b/[c] ^{d}`%é"},
           "plain": {"type": "file", "base64": "cGxhaW4="}},
         "series": {
           "loss": {"type": "float_series", "points": [[0, 1], [1, 2], [2, 3]]},
           "text": {"type": "string_series", "points": [[0, "zero"], [1, "one"]]},
           "files": {"type": "file_series", "points": [[0, {"base64": "AAEC"}]]},
           "hist": {"type": "histogram_series", "points": [
             [0, {"type": "COUNTING", "edges": [0, 1], "values": [5]}]]}}},
        {"run": "r-2", "experiment": "e-2", "fork": {"run": "r-1", "step": 1},
         "series": {
           "loss": {"type": "float_series", "points": [[1, 20], [2, 30]]},
           "text": {"type": "string_series", "points": [[1, "one again"]]}}}]}
      """;
  private static final String NUMBERS =
      """
      {"project": "team/numbers", "runs": [
        {"run": "r-1", "experiment": "e-1", "attributes": {"x": {"type": "int", "value": 3}}},
        {"run": "r-2", "experiment": "e-2", "attributes": {"x": {"type": "float", "value": 0.5}}}]}
      """;
  private static final List<String> RELATIONS =
      List.of(
          "experiments",
          "metrics",
          "series",
          "files",
          "metric_summaries",
          "metric_buckets",
          "attribute_values",
          "attributes");

  private static NeptuneServer usual;

  @BeforeAll
  static void start() {
    usual = start(NeptuneServerOptions.STRICT);
  }

  @AfterAll
  static void stop() {
    usual.close();
  }

  @Test
  void attributesWithoutTypesGiveTheSameRowsInEveryRelation() {
    try (NeptuneServer server = start(variant(ServerVariant.NO_ATTRIBUTE_TYPE))) {
      for (String relation : RELATIONS) {
        assertSameRows(server, relation);
      }
    }
  }

  @Test
  void aServerThatCountsNoMatchesHasItsRowsCounted() {
    try (NeptuneServer server = start(variant(ServerVariant.NO_MATCHING_COUNT))) {
      assertSameRows(server, "experiments");
      assertThat(load(server, "experiments", Map.of()).count()).isEqualTo(2);
      assertThat(load(server, "runs", Map.of()).count()).isEqualTo(2);
    }
  }

  @Test
  void runsWithoutCountersHaveTheSamePoints() {
    NeptuneServerOptions some =
        NeptuneServerOptions.STRICT.withCountersSince(Instant.parse("2025-01-01T00:00:00Z"));
    NeptuneServerOptions none = NeptuneServerOptions.STRICT.withCountersSince(Instant.MAX);
    for (NeptuneServerOptions options : List.of(some, none)) {
      try (NeptuneServer server = start(options)) {
        assertSameRows(server, "metrics");
        assertSameRows(server, "series");
      }
    }
  }

  @Test
  void bothPointsAtAForkStepAreRead() {
    assertThat(values(load(usual, "metrics", Map.of("experiments", "e-2")), "value"))
        .containsExactlyInAnyOrder("1.0", "2.0", "20.0", "30.0");
    assertThat(values(load(usual, "series", Map.of("experiments", "e-2")), "string_value"))
        .contains("zero", "one", "one again");
  }

  @Test
  void anIntThatTheDefinitionsHideBehindAFloatIsNeitherLostNorAnErrorOfATask() {
    try (NeptuneServer server = start(variant(ServerVariant.NO_INT_BESIDE_FLOAT))) {
      Map<String, String> numbers = Map.of("project", "team/numbers", "attributes", "x");
      assertThatThrownBy(() -> load(server, "experiments", numbers).collectAsList())
          .isInstanceOf(ConflictingAttributeTypesException.class)
          .hasMessageContainingAll("x", "int", "float");
      Dataset<Row> suffixed =
          load(
              server,
              "experiments",
              Map.of(
                  "project", "team/numbers", "attributes", "x", "typeSuffixInColumnNames", "true"));
      assertThat(suffixed.columns()).containsExactly("experiment", "x:float", "x:int");
      assertThat(values(suffixed, "`x:int`")).contains("3");
    }
  }

  @Test
  void aTokenThatIsRefusedWith400IsAnErrorOfCredentialsInTheServersWords() {
    try (NeptuneServer server = start(variant(ServerVariant.BAD_TOKEN_400))) {
      String foreign = "{\"api_url\":\"%s\",\"api_key\":\"of another\"}".formatted(server.url());
      String token = Base64.getEncoder().encodeToString(foreign.getBytes(UTF_8));

      assertThatThrownBy(() -> load(server, "metrics", Map.of("apiToken", token)).count())
          .isInstanceOf(InvalidCredentialsException.class)
          .hasMessageContaining("Parameter 'X-Neptune-Api-Token' missing or invalid")
          .hasMessageNotContaining(token);
    }
  }

  @Test
  void rawCharactersInOneSignedUrlFailNoFile(@TempDir Path folder) {
    try (NeptuneServer server = start(variant(ServerVariant.RAW_URLS))) {
      assertThat(download(server, folder)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(StorageProvider.class)
  void filesOfEveryProviderAreDownloaded(StorageProvider provider, @TempDir Path folder) {
    NeptuneServerOptions options = NeptuneServerOptions.STRICT.withStorageProvider(provider);
    try (NeptuneServer server = start(options)) {
      server.addFaults(Fault.on("^/storage/").expireSignedUrls());
      assertThat(download(server, folder)).isEqualTo(4);
    }
  }

  @Test
  void a408IsTriedAgainAndOneOnAnIdleConnectionIsNotAResponse() {
    NeptuneServerOptions options =
        NeptuneServerOptions.STRICT.withIdleTimeout(Duration.ofMillis(1));
    try (NeptuneServer server = start(options)) {
      server.addFaults(Fault.on("series/float").status(408).times(2));

      assertSameRows(server, "metrics");
      assertSameRows(server, "experiments");
    }
  }

  private static void assertSameRows(NeptuneServer server, String relation) {
    assertThat(load(server, relation, Map.of()).toJSON().collectAsList())
        .as(relation)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            load(usual, relation, Map.of()).toJSON().collectAsList());
  }

  private static long download(NeptuneServer server, Path folder) {
    return Neptune.downloadFiles(load(server, "files", Map.of()))
        .to(folder.toUri().toString())
        .option("apiToken", server.apiToken())
        .execute()
        .where("path IS NOT NULL")
        .count();
  }

  private static List<String> values(Dataset<Row> rows, String column) {
    return rows.selectExpr("CAST(" + column + " AS STRING)").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Dataset<Row> load(
      NeptuneServer server, String relation, Map<String, String> options) {
    DataFrameReader reader =
        LocalSpark.session()
            .read()
            .format("neptune")
            .option("apiToken", server.apiToken())
            .option("project", PROJECT)
            .option("attributesPattern", "!^sys/diagnostics")
            .option("retrySoftTimeout", "20s");
    options.forEach(reader::option);
    return reader.load(relation);
  }

  private static NeptuneServerOptions variant(ServerVariant variant) {
    return NeptuneServerOptions.STRICT.withVariant(variant);
  }

  private static NeptuneServer start(NeptuneServerOptions options) {
    return NeptuneServer.start(options, SEED, NUMBERS);
  }
}
