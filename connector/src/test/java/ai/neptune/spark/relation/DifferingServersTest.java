package ai.neptune.spark.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Page;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.api.NeptuneClient;
import ai.neptune.errors.AttributeTypeInferenceException;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.plan.RunSearch;
import ai.neptune.spark.pushdown.NameCondition;
import ai.neptune.spark.pushdown.ReadRequest;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other servers are known to do differently makes no difference to what is read. */
final class DifferingServersTest {

  private static final int RUNS = 60;

  private static NeptuneServer server;

  @BeforeAll
  static void startServer() {
    String runs =
        IntStream.range(0, RUNS)
            .mapToObj(
                i ->
                    """
                    {"run": "r%1$d", "experiment": "e%1$d", "attributes": {
                       "lr": {"type": "%2$s", "value": %1$d},
                       "other": {"type": "float", "value": 0.5},
                       "rank": {"type": "int", "value": %1$d},
                       "rank:int": {"type": "float", "value": -%1$d},
                       "steps": {"type": "int", "value": %1$d}},
                     "series": {"loss": {"type": "float_series",
                       "generate": {"count": 5000, "seed": %1$d}}}}\
                    """
                        .formatted(i, i == 7 ? "int" : "float"))
            .collect(Collectors.joining(","));
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT, "{\"project\": \"team/odd\", \"runs\": [" + runs + "]}");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void aTypeThatTheDefinitionsLeaveOutIsAConflictWhenATableIsLoaded() {
    assertThatThrownBy(() -> table(new LeavesOut(client(), AttributeType.INT), Map.of()))
        .isInstanceOf(ConflictingAttributeTypesException.class)
        .hasMessageContaining("'lr' (float, int)")
        .hasMessageNotContaining("steps")
        .hasMessageNotContaining("other");
    assertThatThrownBy(() -> table(new LeavesOut(client(), AttributeType.FLOAT), Map.of()))
        .isInstanceOf(ConflictingAttributeTypesException.class)
        .hasMessageContaining("'lr' (float, int)");
  }

  @Test
  void withTypeSuffixesBothTypesHaveAColumnThoughOneIsLeftOut() throws Exception {
    NeptuneSource source = new LeavesOut(client(), AttributeType.INT);
    Map<String, String> suffixed = Map.of("typeSuffixInColumnNames", "true", "attributes", "lr");

    ExperimentsRelation table = table(source, suffixed);

    assertThat(table.schema().fieldNames()).containsExactly("experiment", "lr:float", "lr:int");
    List<InternalRow> rows = rows(table, source);
    assertThat(rows).hasSize(RUNS);
    assertThat(rows).filteredOn(row -> !row.isNullAt(2)).hasSize(1);
    assertThat(rows).filteredOn(row -> row.isNullAt(1)).hasSize(1);
  }

  @Test
  void aTypeThatIsNotWantedIsNoConflict() {
    NeptuneSource source = new LeavesOut(client(), AttributeType.INT);
    assertThat(
            table(source, Map.of("attributeTypes", "float", "attributes", "lr,other"))
                .schema()
                .fieldNames())
        .containsExactly("experiment", "lr", "other");
    assertThat(
            table(source, Map.of("attributes", "lr", "experiments", "e1,e2")).schema().fieldNames())
        .hasSize(2);
  }

  @Test
  void aTypeThatIsWantedIsFoundBehindOneThatIsNot() {
    NeptuneSource source = new LeavesOut(client(), AttributeType.INT);
    for (String project : List.of("team/odd", "*")) {
      ExperimentsRelation table =
          table(
              source,
              Map.of("project", project, "attributeTypes", "int", "attributes", "lr,other"));
      assertThat(table.schema().fieldNames()).endsWith("lr").doesNotContain("other");
      assertThat(table.schema().apply("lr").dataType()).isEqualTo(DataTypes.LongType);
    }
  }

  @Test
  void aTypeThatTheServerDoesNotSearchForHidesNoOther() {
    NeptuneSource source =
        new LeavesOut(client(), AttributeType.INT) {
          @Override
          public EntriesPage searchEntries(EntriesSearch search) {
            if (search.nql() != null && search.nql().contains("`other`:int")) {
              throw new UnexpectedResponseException(400, "no such type", null);
            }
            return super.searchEntries(search);
          }
        };
    assertThatThrownBy(() -> table(source, Map.of()))
        .isInstanceOf(ConflictingAttributeTypesException.class)
        .hasMessageContaining("'lr' (float, int)")
        .hasMessageNotContaining("other");
  }

  @ParameterizedTest
  @EnumSource(
      value = AttributeType.class,
      names = {"INT", "FLOAT"})
  void aQueryWithoutTypesFindsNoConditionOnOneOfTwoTypes(AttributeType leftOut) {
    NeptuneSource source = new LeavesOut(client(), leftOut);
    assertThatThrownBy(
            () -> new RunSearch(source, options(Map.of("query", "`lr` > 5 AND `rank` < 9"))).find())
        .isInstanceOf(AttributeTypeInferenceException.class)
        .hasMessageContainingAll("`lr` (float, int)", "Write the type")
        .hasMessageNotContaining("rank");
    assertThat(new RunSearch(source, options(Map.of("query", "`lr`:float > 5"))).find())
        .hasSize(RUNS - 7);
  }

  @Test
  void aServerThatDoesNotCountEntriesIsAskedForThem() {
    NeptuneSource uncounted =
        new DifferingSource(client()) {
          @Override
          public EntriesPage searchEntries(EntriesSearch search) {
            return new EntriesPage(0, super.searchEntries(search).entries());
          }
        };
    assertThat(new RunSearch(uncounted, options(Map.of())).count()).isEqualTo(RUNS);
    assertThat(new RunSearch(uncounted, options(Map.of("query", "`steps`:int < 10"))).count())
        .isEqualTo(10);
    assertThat(new RunSearch(uncounted, options(Map.of("experiments", "none"))).count()).isZero();
    Relation table = table(uncounted, Map.of("attributes", "steps"));
    assertThat(table.estimate(uncounted, ReadRequest.of(table.schema())).rows())
        .isGreaterThan(100_000);
  }

  @Test
  void anOrderThatTheServerRefusesIsAnInvalidOptionWhenTheTableIsLoaded() {
    assertThatThrownBy(() -> table(client(), Map.of("sortBy", "score:file")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageStartingWith(
            "Invalid value 'score:file' for option 'sortBy': the server does not sort by `score`,"
                + " which is of type file.");
  }

  @Test
  void anAttributeWhoseNameEndsInATypeIsSortedByItself() throws Exception {
    Map<String, String> options =
        Map.of("sortBy", "rank:int", "sortDirection", "asc", "attributes", "steps");
    List<InternalRow> rows = rows(table(client(), options), client());
    assertThat(rows.get(0).getLong(1)).isEqualTo(RUNS - 1);
    assertThat(rows.get(RUNS - 1).getLong(1)).isZero();
  }

  @Test
  void runsWithoutCountersAreSharedOutLikeOthers() {
    NeptuneOptions options = options(Map.of("targetPointsPerPartition", "50000"));
    MetricsRelation metrics = new MetricsRelation(options);

    int counted = partitions(metrics, client()).size();
    int uncounted = partitions(metrics, new WithoutCounters(client())).size();

    assertThat(counted).isBetween(5, 10);
    assertThat(uncounted).isBetween(5, 10);
  }

  private static ExperimentsRelation table(NeptuneSource source, Map<String, String> options) {
    return ExperimentsRelation.of(source, options(options), false);
  }

  private static List<? extends InputPartition> partitions(
      Relation relation, NeptuneSource source) {
    return relation
        .plan(source, ReadRequest.of(relation.schema()), 2)
        .partitions(NameCondition.ALL);
  }

  private static List<InternalRow> rows(Relation relation, NeptuneSource source) throws Exception {
    ReadRequest request = ReadRequest.of(relation.schema());
    List<InternalRow> rows = new ArrayList<>();
    for (InputPartition partition : partitions(relation, source)) {
      try (PartitionReader<InternalRow> reader = relation.rows(source, partition, request)) {
        while (reader.next()) {
          rows.add(reader.get());
        }
      }
    }
    return rows;
  }

  private static NeptuneOptions options(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("apiToken", server.apiToken());
    all.putIfAbsent("project", "team/odd");
    return NeptuneOptions.read(all, Map.of());
  }

  private static NeptuneClient client() {
    return NeptuneClient.connect(
        options(Map.of()).connection().clientConfig(), new RequestMetrics());
  }

  /** Of an attribute that is int and float, it lists only one. */
  private static class LeavesOut extends DifferingSource {
    private final AttributeType type;

    LeavesOut(NeptuneSource source, AttributeType type) {
      super(source);
      this.type = type;
    }

    @Override
    public Page<AttributeDefinition> attributeDefinitions(
        DefinitionsQuery query, String pageToken) {
      Page<AttributeDefinition> page = super.attributeDefinitions(query, pageToken);
      return new Page<>(
          page.items().stream()
              .filter(d -> !d.equals(new AttributeDefinition("lr", type)))
              .toList(),
          page.nextPageToken());
    }
  }

  private static final class WithoutCounters extends DifferingSource {
    WithoutCounters(NeptuneSource source) {
      super(source);
    }

    @Override
    public EntriesPage searchEntries(EntriesSearch search) {
      EntriesPage page = super.searchEntries(search);
      return new EntriesPage(
          page.matchingCount(),
          page.entries().stream()
              .map(
                  entry ->
                      new Entry(
                          entry.project(),
                          entry.attributes().stream()
                              .filter(a -> !a.name().startsWith("sys/diagnostics/"))
                              .toList()))
              .toList());
    }
  }
}
