package ai.neptune.client.http;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all connections of this JVM to one server share: the gate that limits requests to it, the
 * access of each API token, and the HTTP connections of each way to reach it.
 */
final class SharedState {

  private static final Map<URI, SharedState> BY_SERVER = new ConcurrentHashMap<>();

  private final RequestGate gate = new RequestGate();
  private final Map<Secret, Credentials> credentials = new ConcurrentHashMap<>();
  private final Map<HttpRoute.Settings, HttpTransport> transports = new ConcurrentHashMap<>();

  private SharedState() {}

  static SharedState of(URI server) {
    return BY_SERVER.computeIfAbsent(server, s -> new SharedState());
  }

  RequestGate gate() {
    return gate;
  }

  Credentials credentials(ApiToken token) {
    return credentials.computeIfAbsent(token.value(), t -> new Credentials(InstantSource.system()));
  }

  HttpTransport transport(ClientConfig config) {
    return transports.computeIfAbsent(
        HttpRoute.Settings.of(config), settings -> new HttpTransport(new HttpRoute(settings)));
  }
}
