package ai.neptune.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.ProxySettings;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Secret;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.api.ApiConnection;
import ai.neptune.client.api.ApiRequest;
import ai.neptune.client.api.BlobStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Requests to the API and to storage, on the way that a configuration says. */
record RoutedRequests(ProxySettings proxy, String trustStore, Secret trustStorePassword) {

  static final String PATH = "/api/question";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Through a proxy on loopback. */
  static RoutedRequests through(int proxyPort, String credentials, String... exclusions) {
    return new RoutedRequests(
        new ProxySettings(
            "127.0.0.1",
            proxyPort,
            credentials == null ? null : new Secret(credentials),
            List.of(exclusions)),
        null,
        null);
  }

  RoutedRequests trusting(Object trustStore, String password) {
    return new RoutedRequests(
        proxy, trustStore.toString(), password == null ? null : new Secret(password));
  }

  /** What the storage sends for a URL. */
  String fetch(String url) throws IOException {
    BlobStorage storage = connection("http://api.invalid").storage();
    try (Blob blob = storage.open(new SignedUrl(url), 0, BlobSource.TO_END, null, PATIENCE)) {
      return new String(blob.body().readAllBytes(), UTF_8);
    } finally {
      storage.close();
    }
  }

  /** What the API of a server responds with. */
  String ask(String server) {
    return connection(server)
        .post(
            ApiRequest.post("Question", null, PATH, new byte[0]),
            body -> new String(body.readAllBytes(), UTF_8));
  }

  private ApiConnection connection(String server) {
    String token = "{\"api_url\":\"%s\"}".formatted(server);
    ClientConfig config =
        new ClientConfig(
            new Secret(Base64.getEncoder().encodeToString(token.getBytes(UTF_8))),
            1,
            PATIENCE,
            Duration.ofMillis(1),
            PATIENCE,
            proxy,
            trustStore,
            trustStorePassword);
    return ApiConnection.to(config, new RequestMetrics());
  }
}
