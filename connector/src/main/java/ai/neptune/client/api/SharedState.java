package ai.neptune.client.api;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.Secret;
import ai.neptune.client.http.HttpOrigin;
import ai.neptune.client.http.HttpRoute;
import ai.neptune.client.http.HttpTransport;
import ai.neptune.client.http.HttpUrl;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all connections of this JVM to one server share: the gate that limits requests to it, the
 * access of each API token, the routes to it and its storage, which remember TLS sessions, and the
 * HTTP connections to it. Outages are shared by host: many servers may use one storage.
 */
final class SharedState {

  private static final Map<HttpUrl, SharedState> BY_SERVER = new ConcurrentHashMap<>();

  private static final Map<HttpOrigin, Outage> OUTAGES = new ConcurrentHashMap<>();

  private final RequestGate gate = new RequestGate();
  private final Map<Secret, Credentials> credentials = new ConcurrentHashMap<>();
  private final Map<HttpRoute.Settings, HttpRoute> routes = new ConcurrentHashMap<>();
  private final Map<HttpRoute, HttpTransport> transports = new ConcurrentHashMap<>();

  private SharedState() {}

  static SharedState of(HttpUrl server) {
    return BY_SERVER.computeIfAbsent(server, s -> new SharedState());
  }

  /** For how long a server or a storage has failed all requests. */
  static Outage outage(HttpOrigin host) {
    return OUTAGES.computeIfAbsent(host, h -> new Outage(h, RetrySchedule.Timing.REAL));
  }

  RequestGate gate() {
    return gate;
  }

  Credentials credentials(ApiToken token) {
    return credentials.computeIfAbsent(token.value(), t -> new Credentials(InstantSource.system()));
  }

  HttpRoute route(ClientConfig config) {
    HttpRoute.Settings settings =
        new HttpRoute.Settings(config.proxy(), config.trustStore(), config.trustStorePassword());
    return routes.computeIfAbsent(settings, HttpRoute::new);
  }

  HttpTransport transport(HttpRoute route) {
    return transports.computeIfAbsent(route, HttpTransport::new);
  }
}
