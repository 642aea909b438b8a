package ai.neptune.spark.faults;

import ai.neptune.client.Blob;
import ai.neptune.client.Retry;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.client.StoredFile;
import ai.neptune.client.api.NeptuneClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Every kind of request that the connector makes, with something that makes it. */
enum FaultedRequest {
  EXCHANGE("oauth-token", "Exchange of the API token", new Read("metrics", false)),
  REFRESH("openid-connect/token", "Refresh of the access token", new Read("metrics", false)),
  SEARCH("leaderboard/entries/search", "Search for experiments in", new Read("metrics", false)),
  GLOBAL_SEARCH("global/search", "Search for experiments in all", new Read("experiments", true)),
  DEFINITIONS("definitions/query", "Query for attribute definitions", new Read("metrics", false)),
  VALUES(
      "leaderboard/attributes/query",
      "Query for attribute values",
      new Read("attribute_values", false)),
  FLOAT_POINTS("series/float", "Query for points", new Read("metrics", false)),
  OTHER_POINTS("attributes/series$", "Query for points", new Read("series", false)),
  BUCKETS("timeseries/buckets", "Query for buckets", new Read("metric_buckets", false)),
  SIGNING("signedUrl", "Signing of 2 files", FaultedRequest::signAndFetch),
  BLOB("/storage/", "", FaultedRequest::signAndFetch);

  private static final List<StoredFile> FILES =
      List.of(
          new StoredFile(FaultedServer.PROJECT, "files/a"),
          new StoredFile(FaultedServer.PROJECT, "files/b"));
  private static final int MOST_SIGNATURES = 4;

  /** What needs requests of a kind. */
  @FunctionalInterface
  interface Work {
    /** All that comes of it, in order. */
    List<String> results(FaultedServer server, FaultedServer.Limits limits) throws IOException;
  }

  private final String path;
  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda of constants
  private final Work work;

  FaultedRequest(String path, String words, Work work) {
    this.path = path;
    this.words = words;
    this.work = work;
  }

  /** A regex of the URL path. */
  String path() {
    return path;
  }

  /** How messages name such a request. */
  String words() {
    return words;
  }

  /** Does what needs such requests, on a server that knows the user already unless it is asked. */
  List<String> results(FaultedServer server, FaultedServer.Limits limits) throws IOException {
    return work.results(server, limits);
  }

  /** A read of a relation by Spark, all its rows sorted. */
  private record Read(String relation, boolean ofAllProjects) implements Work {
    @Override
    public List<String> results(FaultedServer server, FaultedServer.Limits limits) {
      return server.load(relation, ofAllProjects, limits).toJSON().collectAsList().stream()
          .sorted()
          .toList();
    }
  }

  /** What a download does with its files, without Spark and a file system. */
  private static List<String> signAndFetch(FaultedServer server, FaultedServer.Limits limits)
      throws IOException {
    NeptuneClient client = server.client(limits);
    List<SignedUrl> urls = client.sign(FILES);
    String[] contents = new String[FILES.size()];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = Arrays.toString(fetch(client, FILES.get(i), urls.get(i)));
    }
    return List.of(contents);
  }

  private static byte[] fetch(NeptuneClient client, StoredFile file, SignedUrl first) {
    Retry retry = client.startRetry("Transfer of " + file.path());
    SignedUrl url = first;
    for (int signatures = 1; ; ) {
      try (Blob blob = client.open(url, 0, null)) {
        return blob.body().readAllBytes();
      } catch (IOException e) {
        retry.waitAfter(e);
      } catch (SignedUrlRejectedException e) {
        if (signatures++ == MOST_SIGNATURES) {
          throw e;
        }
        url = client.sign(List.of(file)).get(0);
      }
    }
  }
}
