package ai.neptune.client.api;

import static ai.neptune.client.http.ScriptedServer.EXCHANGE;
import static ai.neptune.client.http.ScriptedServer.bytes;
import static ai.neptune.client.http.ScriptedServer.header;
import static ai.neptune.client.http.ScriptedServer.json;
import static ai.neptune.client.http.ScriptedServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Blob;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NameFilter;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.Sorting;
import ai.neptune.client.StepRange;
import ai.neptune.client.StoredFile;
import ai.neptune.client.ValuesQuery;
import ai.neptune.client.http.ScriptedServer;
import ai.neptune.errors.RetriesExhaustedException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.QueryAttributesResult;
import ai.neptune.protocol.RunAttributes;
import ai.neptune.protocol.StringAttribute;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server, or who sits between, might send to do harm. */
@Timeout(60)
class HostileServerTest {

  private static final String PROJECT = "team/project";
  private static final RunIdentifier RUN = new RunIdentifier(PROJECT, "P-1");
  private static final String LEADERBOARD = "/api/leaderboard/v1/";
  private static final String SEARCH = LEADERBOARD + "proto/leaderboard/entries/search/";
  private static final String DEFINITIONS =
      LEADERBOARD + "leaderboard/attributes/definitions/query";
  private static final String VALUES = LEADERBOARD + "proto/leaderboard/attributes/query";
  private static final String FLOAT_SERIES = LEADERBOARD + "proto/attributes/series/float";
  private static final String SIGNED_URLS = "/api/storagebridge/v1/signedUrl";
  private static final int MIB = 1 << 20;

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aResponseThatCompressesTooWellIsGivenUp() throws IOException {
    byte[] bomb = zipped(values(MIB), 2_000);
    server.on(SEARCH, header("Content-Encoding", "gzip", bytes(bomb)));

    assertThatThrownBy(() -> client().searchEntries(any()))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContainingAll("longer than", "MiB", "fewer attributes");
  }

  @Test
  void valuesThatAreTooLongForOneResponseComeInShorterOnes() throws IOException {
    byte[] tooLong = zipped(values(MIB), 2_000);
    byte[] fits = values(MIB);
    server.on(VALUES, header("Content-Encoding", "gzip", bytes(tooLong)), bytes(fits));
    NeptuneClient client = client();

    assertThat(client.attributeValues(anyValues(), null).items()).hasSize(1);
    client.attributeValues(anyValues(), "token");

    assertThat(server.requests(VALUES))
        .extracting(request -> request.body().replaceAll(".*\"limit\":(\\d+).*", "$1"))
        .containsExactly("10000", "1000", "1000");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 503})
  void aResponseThatTricklesForEverIsGivenUpWhenTheTimeIsOver(int status) {
    server.on(SEARCH, trickling(status));
    ClientConfig hasty = config(Duration.ofMillis(700));

    assertThatThrownBy(
            () -> NeptuneClient.connect(hasty, new RequestMetrics()).searchEntries(any()))
        .isInstanceOfAny(RetriesExhaustedException.class, UnexpectedResponseException.class)
        .hasMessageContaining("Search for runs in team/project");
    assertThat(server.requests(SEARCH)).hasSizeLessThan(3);
  }

  @Test
  void fieldsOfLaterVersionsMayNotGoOnForEver() {
    // Field 15, eight bytes: unknown, skipped without a trace.
    byte[] unknown = {15 << 3 | 1, 1, 2, 3, 4, 5, 6, 7, 8};
    server.on(
        FLOAT_SERIES,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(unknown);
          }
        });

    assertThatThrownBy(
            () ->
                NeptuneClient.connect(config(Duration.ofMillis(700)), new RequestMetrics())
                    .floatSeries(points()))
        .isInstanceOfAny(RetriesExhaustedException.class, UnexpectedResponseException.class)
        .hasMessageContaining("Query for points");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"entries\":"})
  void jsonOfAnyDepthIsRefused(String opening) {
    server.on(DEFINITIONS, json(opening.repeat(200_000)));

    assertThatThrownBy(() -> client().attributeDefinitions(anyDefinitions(), null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("attribute definitions");
  }

  @Test
  void aMegabyteOfNameIsShownInPart() {
    String name = "\u001b[2J" + "n".repeat(MIB);
    FloatSeriesQuery query =
        new FloatSeriesQuery(
            List.of(new FloatSeriesQuery.Part(new SeriesKey(RUN, name), null)),
            StepRange.ALL,
            new Lineage(true, Container.RUN),
            false,
            false,
            10);
    server.on(FLOAT_SERIES, status(400, "no"));

    assertThatThrownBy(() -> client().floatSeries(query))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContainingAll("characters left out", "answered 400: no")
        .hasMessageNotContaining("\u001b")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(10_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exp\":1e300}",
        "{\"exp\":-9223372036854775808}",
        "{\"exp\":\"tomorrow\"}",
        "[]",
        "null",
        "{\"exp\":{\"exp\":1}}"
      })
  void anAccessTokenWithAbsurdClaimsIsRefused(String claims) {
    server.on(EXCHANGE, json("{\"accessToken\":\"%s\",\"refreshToken\":1}".formatted(jwt(claims))));

    assertThatThrownBy(() -> client().searchEntries(any()))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("Exchange of the API token")
        .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain(jwt(claims)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "jar:http://127.0.0.1!/a",
        "http://user:secret@127.0.0.1/a",
        "http://127.0.0.1:99999/a",
        "http://127.0.0.1:0/a",
        "http:///a",
        "//127.0.0.1/a",
        "http://127.0.0.1 /a",
        "http://127.0.0.1\\\\@h/a",
        "http://[::z]/a",
        ""
      })
  void aUrlThatMustNotBeFetchedIsRefused(String url) {
    server.on(
        SIGNED_URLS,
        json(
            "{\"files\":[{\"project_identifier\":\"%s\",\"path\":\"a\",\"url\":\"%s\"}]}"
                .formatted(PROJECT, url)));

    SignedUrl signed = client().sign(List.of(new StoredFile(PROJECT, "a"))).get(0);

    assertThat(signed.toString()).doesNotContain("secret");
    assertThatThrownBy(() -> client().open(signed, 0, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("The URL that the server signed cannot be fetched")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void aRedirectToNowhereIsRefusedAtOnce() {
    server.on("/blob", status(302, ""));

    assertThatThrownBy(() -> client().open(blob(), 0, null))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("redirects from");
    assertThat(server.requests("/blob")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"weak\"", "no quotes", "\"a\" injected: header", "\"\"\""})
  void aVersionThatCannotBeAskedForAgainIsNone(String etag) throws IOException {
    server.on("/blob", header("ETag", etag, bytes("content".getBytes(UTF_8))));

    try (Blob blob = client().open(blob(), 0, null)) {
      assertThat(blob.etag()).isNull();
    }
  }

  private NeptuneClient client() {
    return NeptuneClient.connect(server.config(), new RequestMetrics());
  }

  private ClientConfig config(Duration hardLimit) {
    return new ClientConfig(
        server.apiToken(), 4, Duration.ofSeconds(5), hardLimit, hardLimit, null, null, null);
  }

  private SignedUrl blob() {
    return new SignedUrl(server.url() + "/blob?signature=secret");
  }

  private static EntriesSearch any() {
    return new EntriesSearch(
        PROJECT, Container.RUN, List.of("sys/id"), null, Sorting.BY_CREATION_TIME, 0, 10);
  }

  private static DefinitionsQuery anyDefinitions() {
    return new DefinitionsQuery(List.of(PROJECT), null, NameFilter.ALL, Set.of());
  }

  private static ValuesQuery anyValues() {
    return ValuesQuery.ofNames(PROJECT, List.of(RUN), List.of("a"));
  }

  private static FloatSeriesQuery points() {
    return new FloatSeriesQuery(
        List.of(new FloatSeriesQuery.Part(new SeriesKey(RUN, "loss"), null)),
        StepRange.ALL,
        new Lineage(true, Container.RUN),
        false,
        false,
        10);
  }

  /** A page with one value of so many characters. */
  private static byte[] values(int length) {
    return QueryAttributesResult.newBuilder()
        .addEntries(
            RunAttributes.newBuilder()
                .setExperimentShortId("P-1")
                .addAttributes(
                    Attribute.newBuilder()
                        .setName("a")
                        .setType("string")
                        .setStringAttribute(
                            StringAttribute.newBuilder().setValue("v".repeat(length)))))
        .build()
        .toByteArray();
  }

  private static byte[] zipped(byte[] content, int times) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      for (int i = 0; i < times; i++) {
        out.write(content);
      }
    }
    return zipped.toByteArray();
  }

  private static ScriptedServer.Response trickling(int status) {
    return (HttpExchange exchange) -> {
      exchange.sendResponseHeaders(status, 0);
      while (true) {
        exchange.getResponseBody().write(0);
        exchange.getResponseBody().flush();
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    };
  }

  private static String jwt(String claims) {
    return "e30." + Base64.getUrlEncoder().encodeToString(claims.getBytes(UTF_8)) + ".signature";
  }
}
