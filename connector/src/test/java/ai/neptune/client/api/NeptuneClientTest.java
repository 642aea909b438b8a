package ai.neptune.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.Blob;
import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FileRef;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Histogram;
import ai.neptune.client.Lineage;
import ai.neptune.client.NameFilter;
import ai.neptune.client.PageIterator;
import ai.neptune.client.PointBlock;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.Secret;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesPoint;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.Sorting;
import ai.neptune.client.StepRange;
import ai.neptune.client.StoredFile;
import ai.neptune.client.ValuesQuery;
import ai.neptune.client.query.Nql;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NeptuneClientTest {

  private static final String PROJECT = "team/project";
  private static final String SEED =
      """
      {"project": "team/project", "runs": [
        {"run": "r1", "experiment": "seabird-1", "attributes": {
           "lr": {"type": "float", "value": 0.5},
           "sys/tags": {"type": "string_set", "value": ["a", "b"]},
           "sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="}},
         "series": {
           "loss": {"type": "float_series", "points":
              [[0, 0.9, 1756459107946], [1, "NaN"], [2, 0.5], [3, 0.4, null, 0.75]]},
           "journal": {"type": "string_series", "points": [[0, "day 0"], [1.5, "day 1"]]},
           "acts": {"type": "histogram_series", "points":
              [[0, {"type": "COUNTING", "edges": [0, 1, 2], "values": [3, 4]}]]}}},
        {"run": "r2", "experiment": "seabird-2", "attributes": {"lr": {"type": "float", "value": 2}}},
        {"run": "r3"}]}
      """;

  private static NeptuneServer server;

  private final RequestMetrics metrics = new RequestMetrics();
  private final NeptuneClient client =
      NeptuneClient.connect(ClientConfig.of(new Secret(server.apiToken())), metrics);

  @BeforeAll
  static void startServer() {
    server = NeptuneServer.start(NeptuneServerOptions.STRICT, SEED);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void reset() {
    server.resetFaults();
  }

  @Test
  void readsWithAsManyRequestsAtOnceAsTheJvmMaySendUpToSixteen() {
    assertThat(clientWith(1).requestsAtOnce()).isEqualTo(1);
    assertThat(client.requestsAtOnce()).isEqualTo(8);
    assertThat(clientWith(16).requestsAtOnce()).isEqualTo(16);
    assertThat(clientWith(64).requestsAtOnce()).isEqualTo(16);
  }

  @Test
  void findsExperimentsAndRuns() {
    assertThat(names(search(Container.EXPERIMENT, null, 0, 10), "sys/name"))
        .containsExactly("seabird-1", "seabird-2");
    assertThat(names(search(Container.RUN, null, 1, 1), "sys/custom_run_id")).containsExactly("r2");
    assertThat(search(Container.RUN, null, 0, 0).matchingCount()).isEqualTo(3);
  }

  @Test
  void findsWhatAConditionSays() {
    Nql condition =
        Nql.compare(new AttributeDefinition("lr", AttributeType.FLOAT), Nql.Operator.GREATER, 1.0);

    assertThat(names(search(Container.RUN, condition.text(), 0, 10), "sys/custom_run_id"))
        .containsExactly("r2");
  }

  @Test
  void givesDefinitions() {
    DefinitionsQuery query =
        new DefinitionsQuery(
            List.of(PROJECT),
            List.of(run(0)),
            NameFilter.exactly(List.of("loss", "journal", "lr", "unknown")),
            Set.of(AttributeType.FLOAT, AttributeType.FLOAT_SERIES));

    assertThat(PageIterator.definitions(client, query).next())
        .containsExactlyInAnyOrder(
            new AttributeDefinition("loss", AttributeType.FLOAT_SERIES),
            new AttributeDefinition("lr", AttributeType.FLOAT));
  }

  @Test
  void asksNothingWhenNothingIsWanted() {
    Lineage lineage = new Lineage(true, Container.RUN);
    server.resetRequests();

    assertThat(
            client
                .floatSeries(
                    new FloatSeriesQuery(List.of(), StepRange.ALL, lineage, false, false, 10))
                .seriesCount())
        .isZero();
    assertThat(
            client.series(new SeriesQuery(List.of(), StepRange.ALL, lineage, false, null)).parts())
        .isEmpty();
    assertThat(client.buckets(new BucketsQuery(List.of(), lineage, false, null, 2))).isEmpty();
    assertThat(client.sign(List.of())).isEmpty();
    assertThat(server.requests().requests()).isEmpty();
  }

  @Test
  void givesValues() {
    ValuesQuery query =
        ValuesQuery.ofNames(PROJECT, List.of(run(0), run(1)), List.of("lr", "sys/tags", "sample"));

    List<AttributeValue> values = new ArrayList<>();
    PageIterator.values(client, query)
        .forEachRemaining(page -> page.forEach(run -> values.addAll(run.values())));

    assertThat(values)
        .extracting(AttributeValue::value)
        .contains(0.5, 2.0, List.of("a", "b"), List.of())
        .hasSize(5)
        .anySatisfy(
            value ->
                assertThat(value)
                    .isInstanceOfSatisfying(
                        FileRef.class, file -> assertThat(file.sizeBytes()).isEqualTo(8)));
  }

  @Test
  void givesPointsOfFloatSeries() {
    FloatSeriesPoints points = client.floatSeries(floats(true, true, 10));

    assertThat(points.count(0)).as("of a series that does not exist").isZero();
    assertThat(points.count(1)).isEqualTo(4);
    int first = points.start(1);
    PointBlock block = points.block(0);
    assertThat(points.step(first)).isEqualTo(3);
    assertThat(block.previews()[first]).isTrue();
    assertThat(block.completions()[first]).isEqualTo(0.75f);
    assertThat(block.values()[first + 2]).isNaN();
    assertThat(block.timestampsMillis()[first + 3]).isEqualTo(1756459107946L);
  }

  @Test
  void givesPointsBehindAStep() {
    FloatSeriesPoints points =
        client.floatSeries(
            new FloatSeriesQuery(
                List.of(new FloatSeriesQuery.Part(new SeriesKey(run(0), "loss"), 0.0)),
                new StepRange(null, 1.0),
                new Lineage(true, Container.RUN),
                false,
                false,
                5));

    assertThat(points.count(0)).isEqualTo(1);
    assertThat(points.step(points.start(0))).isEqualTo(1);
  }

  @Test
  void givesPointsOfOtherSeries() {
    SeriesPage page =
        client.series(
            new SeriesQuery(
                List.of(
                    new SeriesQuery.Part(new SeriesKey(run(0), "journal"), null),
                    new SeriesQuery.Part(new SeriesKey(run(0), "acts"), null)),
                StepRange.ALL,
                new Lineage(true, Container.RUN),
                false,
                null));

    assertThat(page.parts()).allMatch(part -> part.state() == SeriesPage.State.FINISHED);
    assertThat(points(page, 0)).extracting(SeriesPoint::value).containsExactly("day 0", "day 1");
    assertThat(points(page, 0)).extracting(SeriesPoint::step).containsExactly(0.0, 1.5);
    assertThat(points(page, 1).get(0).value()).isInstanceOf(Histogram.class);
  }

  @Test
  void signsFilesAndOpensThem() throws IOException {
    SignedUrl url = client.sign(List.of(file())).get(0);

    try (Blob blob = client.open(url, 0, null)) {
      assertThat(blob.contentLength()).isEqualTo(8);
      assertThat(new String(blob.body().readAllBytes(), UTF_8)).isEqualTo("a,b\n1,2\n");
    }
    try (Blob rest = client.open(url, 4, null)) {
      assertThat(rest.offset()).isEqualTo(4);
      assertThat(new String(rest.body().readAllBytes(), UTF_8)).isEqualTo("1,2\n");
    }
  }

  @Test
  void tellsAMissingFileFromAnExpiredUrl() {
    SignedUrl missing = client.sign(List.of(new StoredFile(PROJECT, "no/such/file"))).get(0);
    assertThatThrownBy(() -> client.open(missing, 0, null))
        .isInstanceOf(BlobNotFoundException.class);

    SignedUrl url = client.sign(List.of(file())).get(0);
    server.addFaults("[{\"path\": \".\", \"expireSignedUrls\": true, \"times\": -1}]");
    assertThatThrownBy(() -> client.open(url, 0, null))
        .isInstanceOf(SignedUrlRejectedException.class);
  }

  @Test
  void refusesAnUnknownProject() {
    assertThatThrownBy(
            () ->
                client.searchEntries(
                    new EntriesSearch(
                        "team/unknown",
                        Container.RUN,
                        List.of(),
                        null,
                        Sorting.BY_CREATION_TIME,
                        0,
                        1)))
        .isInstanceOf(ProjectInaccessibleException.class)
        .hasMessageContaining("team/unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"truncateAfterBytes\": 20",
        "\"status\": 429, \"retryAfter\": 0.01",
        "\"closeConnection\": true",
        "\"status\": 503"
      })
  void aBrokenResponseIsAskedForAgainAndGivesEachPointOnce(String fault) {
    FloatSeriesQuery query = floats(false, true, 10);
    server.addFaults("[{\"path\": \"series/float\", \"times\": 2, " + fault + "}]");

    assertThat(client.floatSeries(query).count(1)).isEqualTo(3);
    assertThat(metrics.retries.sum()).isEqualTo(2);
  }

  @Test
  void aResponseThatIsGarbageIsNotTakenForPoints() {
    server.addFaults("[{\"path\": \"series/float\", \"garble\": true, \"times\": -1}]");

    assertThatThrownBy(() -> client.floatSeries(floats(false, true, 10)))
        .isInstanceOf(UnexpectedResponseException.class);
  }

  @Test
  void pagesThatGoRoundInCirclesAreNoticed() {
    String manyAttributes =
        java.util.stream.IntStream.range(0, 12_000)
            .mapToObj(i -> "\"a%d\": {\"type\": \"int\", \"value\": 1}".formatted(i))
            .collect(java.util.stream.Collectors.joining(","));
    server.addProject(
        "{\"project\": \"team/large\", \"runs\": [{\"run\": \"r\", \"attributes\": {"
            + manyAttributes
            + "}}]}");
    DefinitionsQuery query =
        new DefinitionsQuery(List.of("team/large"), null, NameFilter.ALL, Set.of());
    int[] count = {0};
    PageIterator.definitions(client, query).forEachRemaining(page -> count[0] += page.size());
    assertThat(count[0]).isGreaterThanOrEqualTo(12_000);

    server.addFaults("[{\"path\": \"attributes\", \"repeatPageToken\": true, \"times\": -1}]");
    ValuesQuery values =
        ValuesQuery.matching(
            "team/large",
            List.of(new RunIdentifier("team/large", sysIds("team/large").get(0))),
            NameFilter.ALL,
            Set.of());

    assertThatThrownBy(() -> PageIterator.values(client, values).forEachRemaining(page -> {}))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("round in circles");
  }

  @Test
  void requestsInFlightAreLimitedForAllClientsTogether() throws Exception {
    FloatSeriesQuery query = floats(false, true, 10);
    server.resetRequests();
    server.addFaults("[{\"path\": \"series/float\", \"latencyMs\": 20, \"times\": -1}]");
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<?>> reads = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      reads.add(threads.submit(() -> clientWith(2).floatSeries(query)));
    }
    for (Future<?> read : reads) {
      read.get();
    }
    threads.shutdown();

    assertThat(server.requests().maxInFlight()).isEqualTo(2);
  }

  private EntriesPage search(Container container, String nql, int offset, int limit) {
    return client.searchEntries(
        new EntriesSearch(
            PROJECT,
            container,
            List.of("sys/id", container.nameAttribute()),
            nql,
            Sorting.BY_CREATION_TIME,
            offset,
            limit));
  }

  private static NeptuneClient clientWith(int maxConcurrentRequests) {
    ClientConfig config =
        new ClientConfig(
            new Secret(server.apiToken()),
            maxConcurrentRequests,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            null,
            null,
            null);
    return NeptuneClient.connect(config, new RequestMetrics());
  }

  private static List<String> names(EntriesPage page, String attribute) {
    return page.entries().stream().map(entry -> entry.string(attribute).orElseThrow()).toList();
  }

  private RunIdentifier run(int index) {
    return new RunIdentifier(PROJECT, sysIds(PROJECT).get(index));
  }

  private List<String> sysIds(String project) {
    return names(
        client.searchEntries(
            new EntriesSearch(
                project, Container.RUN, List.of("sys/id"), null, Sorting.BY_CREATION_TIME, 0, 10)),
        "sys/id");
  }

  private StoredFile file() {
    FileRef file =
        (FileRef)
            client
                .attributeValues(
                    ValuesQuery.ofNames(PROJECT, List.of(run(0)), List.of("sample")), null)
                .items()
                .get(0)
                .values()
                .get(0)
                .value();
    return new StoredFile(PROJECT, file.path());
  }

  /** The series {@code loss} of the first run, behind one that does not exist. */
  private FloatSeriesQuery floats(boolean previews, boolean descending, int limit) {
    return new FloatSeriesQuery(
        List.of(
            new FloatSeriesQuery.Part(new SeriesKey(run(0), "unknown"), null),
            new FloatSeriesQuery.Part(new SeriesKey(run(0), "loss"), null)),
        StepRange.ALL,
        new Lineage(true, Container.EXPERIMENT),
        previews,
        descending,
        limit);
  }

  private static List<SeriesPoint> points(SeriesPage page, int index) {
    return page.parts().stream()
        .filter(part -> part.index() == index)
        .findFirst()
        .orElseThrow()
        .points();
  }
}
