package ai.neptune.client.api;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Page;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Retry;
import ai.neptune.client.RunValues;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import ai.neptune.client.ValuesQuery;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.client.wire.BucketsMessages;
import ai.neptune.client.wire.DefinitionsDecoder;
import ai.neptune.client.wire.EntriesDecoder;
import ai.neptune.client.wire.FloatSeriesDecoder;
import ai.neptune.client.wire.ProjectsDecoder;
import ai.neptune.client.wire.RequestBodies;
import ai.neptune.client.wire.SeriesDecoder;
import ai.neptune.client.wire.SignedUrlsDecoder;
import ai.neptune.client.wire.ValuesDecoder;
import ai.neptune.errors.InvalidApiTokenException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.InvalidTrustStoreException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A client of one Neptune server. All clients share the connections of the JVM. */
public final class NeptuneClient implements NeptuneSource, BlobSource {

  private static final String LEADERBOARD = "/api/leaderboard/v1/";
  private static final String SEARCH =
      LEADERBOARD + "proto/leaderboard/entries/search/?type=run&projectIdentifier=";
  private static final String SEARCH_ALL = LEADERBOARD + "proto/leaderboard/entries/global/search/";
  private static final String DEFINITIONS =
      LEADERBOARD + "leaderboard/attributes/definitions/query";
  private static final String VALUES =
      LEADERBOARD + "proto/leaderboard/attributes/query?projectIdentifier=";
  private static final String FLOAT_SERIES = LEADERBOARD + "proto/attributes/series/float";
  private static final String SERIES =
      LEADERBOARD + "proto/attributes/series?useDeprecatedStringFields=false";
  private static final String BUCKETS = LEADERBOARD + "proto/attributes/timeseries/buckets";
  private static final String PROJECTS = "/api/backend/v1/projects?limit=1000&offset=";
  private static final String SIGNED_URLS = "/api/storagebridge/v1/signedUrl";

  /** More would hold more responses than a reader needs to keep its connections busy. */
  private static final int MOST_AT_ONCE = 16;

  private final PageLimit valuesPerPage = new PageLimit();
  private final ApiConnection connection;
  private final BlobStorage storage;
  private final int requestsAtOnce;
  private final Duration hardTimeout;
  private final RequestMetrics metrics;

  private NeptuneClient(ApiConnection connection, ClientConfig config, RequestMetrics metrics) {
    this.connection = connection;
    this.requestsAtOnce = Math.min(MOST_AT_ONCE, config.maxConcurrentRequests());
    this.hardTimeout = config.retryHardTimeout();
    this.metrics = metrics;
    this.storage = connection.storage();
  }

  /**
   * A client for the server that the API token names. No request is made.
   *
   * @throws InvalidApiTokenException if the token cannot be decoded or names no server
   * @throws InvalidTrustStoreException if the trust store cannot be read
   */
  public static NeptuneClient connect(ClientConfig config, RequestMetrics metrics) {
    return new NeptuneClient(ApiConnection.to(config, metrics), config, metrics);
  }

  @Override
  public int requestsAtOnce() {
    return requestsAtOnce;
  }

  @Override
  public EntriesPage searchEntries(EntriesSearch search) {
    String project = search.project();
    return connection.post(
        ApiRequest.post(
            "Search for %ss in %s"
                .formatted(
                    search.container().userName(), project == null ? "all projects" : project),
            project,
            project == null ? SEARCH_ALL : SEARCH + HttpUrl.encode(project),
            RequestBodies.search(search)),
        body -> EntriesDecoder.decode(body, project));
  }

  /** The projects that the user may read, as workspace/project, sorted (docs/protocol.md, 4.9). */
  public List<String> projects() {
    SortedSet<String> projects = new TreeSet<>();
    List<String> page;
    int offset = 0;
    do {
      page =
          connection.post(
              ApiRequest.get("List of projects", PROJECTS + offset), ProjectsDecoder::decode);
      offset += page.size();
      // A server that ignores the offset gives nothing new.
    } while (projects.addAll(page));
    return List.copyOf(projects);
  }

  @Override
  public Page<AttributeDefinition> attributeDefinitions(
      DefinitionsQuery query, @Nullable String pageToken) {
    String projects = String.join(", ", query.projects());
    try {
      return connection.post(
          ApiRequest.post(
              "Query for attribute definitions in " + projects,
              projects,
              DEFINITIONS,
              RequestBodies.definitions(query, pageToken)),
          DefinitionsDecoder::decode);
    } catch (UnexpectedResponseException e) {
      throw refusal(query.names(), e);
    }
  }

  /** Asks for fewer values at a time when a page does not fit into memory. */
  @Override
  public Page<RunValues> attributeValues(ValuesQuery query, @Nullable String pageToken) {
    while (true) {
      int limit = Math.min(query.limit(), valuesPerPage.get());
      try {
        Page<RunValues> page = attributeValues(query, pageToken, limit);
        valuesPerPage.didFit();
        return page;
      } catch (UnexpectedResponseException e) {
        if (limit == 1 || !ResponseTooLongException.isCauseOf(e)) {
          throw refusal(query.names(), e);
        }
        valuesPerPage.didNotFit(limit);
      }
    }
  }

  private Page<RunValues> attributeValues(
      ValuesQuery query, @Nullable String pageToken, int limit) {
    return connection.post(
        ApiRequest.post(
            "Query for attribute values in " + query.project(),
            query.project(),
            VALUES + HttpUrl.encode(query.project()),
            RequestBodies.values(query, pageToken, limit)),
        body ->
            ValuesDecoder.decode(
                limit == 1 ? body : new BoundedBody(body, BoundedBody.LONGEST_OF_SEVERAL)));
  }

  @Override
  public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
    if (query.series().isEmpty()) {
      return FloatSeriesDecoder.noSeries();
    }
    int count = query.series().size();
    List<SeriesKey> keys = query.series().stream().map(FloatSeriesQuery.Part::key).toList();
    FloatSeriesPoints points =
        points(
            keys,
            FLOAT_SERIES,
            RequestBodies.floatSeries(query),
            body -> FloatSeriesDecoder.decode(body, count, query.perSeriesLimit()));
    metrics.pointsRead.add(IntStream.range(0, count).mapToLong(points::count).sum());
    return points;
  }

  @Override
  public SeriesPage series(SeriesQuery query) {
    if (query.series().isEmpty()) {
      return new SeriesPage(List.of());
    }
    int count = query.series().size();
    List<SeriesKey> keys = query.series().stream().map(SeriesQuery.Part::key).toList();
    SeriesPage page =
        points(
            keys, SERIES, RequestBodies.series(query), body -> SeriesDecoder.decode(body, count));
    metrics.pointsRead.add(page.parts().stream().mapToLong(part -> part.points().size()).sum());
    return page;
  }

  @Override
  public List<List<SeriesBucket>> buckets(BucketsQuery query) {
    if (query.series().isEmpty()) {
      return List.of();
    }
    SeriesKey first = query.series().get(0);
    return connection.post(
        ApiRequest.postProtobuf(
            describe("buckets", query.series()),
            first.run().project(),
            BUCKETS,
            BucketsMessages.request(query)),
        body -> BucketsMessages.decode(body, query.series().size()));
  }

  @Override
  public List<SignedUrl> sign(List<StoredFile> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> projects = files.stream().map(StoredFile::project).distinct().toList();
    return connection.post(
        ApiRequest.post(
                "Signing of %d files of %s".formatted(files.size(), String.join(", ", projects)),
                String.join(", ", projects),
                SIGNED_URLS,
                RequestBodies.signedUrls(files))
            .withSecretResponse(),
        body -> SignedUrlsDecoder.decode(body, files));
  }

  @Override
  public Blob open(SignedUrl url, long offset, long end, @Nullable String etag) throws IOException {
    return open(url, offset, end, etag, hardTimeout);
  }

  @Override
  public Blob open(SignedUrl url, long offset, long end, @Nullable String etag, Duration atMost)
      throws IOException {
    return storage.open(url, offset, end, etag, atMost);
  }

  @Override
  public void abort() {
    storage.close();
  }

  @Override
  public Retry startRetry(String what) {
    return connection.startRetry(what);
  }

  /** What it means that the server refuses a request with a filter of names. */
  private static NeptuneException refusal(
      @Nullable NameFilter names, UnexpectedResponseException e) {
    List<String> patterns = names == null ? List.of() : names.patterns();
    return e.isBadRequest() && !patterns.isEmpty()
        ? new InvalidOptionException(
            "The server does not accept the option 'attributesPattern', which becomes the regular expressions %s (it takes those of RE2). %s"
                .formatted(patterns, e.getMessage()),
            e)
        : e;
  }

  private <T> T points(List<SeriesKey> keys, String path, byte[] json, ResponseDecoder<T> decoder) {
    SeriesKey first = keys.get(0);
    return connection.post(
        ApiRequest.post(describe("points", keys), first.run().project(), path, json), decoder);
  }

  private static String describe(String what, List<SeriesKey> series) {
    SeriesKey first = series.get(0);
    return "Query for %s of %d series (the first: %s of %s)"
        .formatted(what, series.size(), first.attribute(), first.run());
  }
}
