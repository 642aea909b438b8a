package ai.neptune.client.http;

import ai.neptune.client.ClientConfig;
import ai.neptune.client.Secret;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A real HTTP server on loopback that responses as it is told, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

  public static final String EXCHANGE = "/api/backend/v1/authorization/oauth-token";
  public static final String REFRESH = "/issuer/protocol/openid-connect/token";

  /** A request as it came. */
  public record Request(String method, URI uri, Headers headers, String body) {
    public String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** What the server does with a request. */
  @FunctionalInterface
  public interface Response {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final UUID apiKey = UUID.randomUUID();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, Deque<Response>> script = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a server that exchanges its API token, and answers 404 to everything else. */
  public static ScriptedServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedServer server = new ScriptedServer(http);
    http.createContext("/", server::handle);
    http.setExecutor(server.executor);
    http.start();
    server.on(EXCHANGE, server.tokens("access-1", Instant.now().plus(Duration.ofHours(1))));
    return server;
  }

  /** Answers requests to a path in turn; the last response is given again and again. */
  public ScriptedServer on(String path, Response... responses) {
    script.put(path, new ArrayDeque<>(List.of(responses)));
    return this;
  }

  public List<Request> requests(String path) {
    return requests.stream().filter(request -> request.uri().getPath().equals(path)).toList();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** An API token for this server. */
  public Secret apiToken() {
    String token =
        "{\"api_address\":\"x\",\"api_url\":\"%s\",\"api_key\":\"%s\"}".formatted(url(), apiKey);
    return new Secret(base64(token));
  }

  /** A configuration that gives up soon. */
  public ClientConfig config() {
    return new ClientConfig(
        apiToken(),
        4,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        null,
        null,
        null);
  }

  /** A response to the token exchange. */
  public Response tokens(String name, Instant expiry) {
    return json(
        "{\"accessToken\":\"%s\",\"refreshToken\":\"refresh-%s\",\"username\":\"u\"}"
            .formatted(jwt(name, expiry), name));
  }

  /** A response to the refresh of a token. */
  public Response refreshed(String name, Instant expiry) {
    return json(
        "{\"access_token\":\"%s\",\"refresh_token\":\"refresh-%s\"}"
            .formatted(jwt(name, expiry), name));
  }

  /** An access token; the name tells it from others. */
  public String jwt(String name, Instant expiry) {
    String claims =
        "{\"exp\":%d,\"azp\":\"client\",\"iss\":\"%s/issuer/\",\"jti\":\"%s\"}"
            .formatted(expiry.getEpochSecond(), url(), name);
    return base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".signature";
  }

  public static Response json(String body) {
    return status(200, body);
  }

  public static Response bytes(byte[] body) {
    return exchange -> send(exchange, 200, body);
  }

  public static Response status(int status, String body) {
    return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Response header(String name, String value, Response response) {
    return exchange -> {
      exchange.getResponseHeaders().set(name, value);
      response.to(exchange);
    };
  }

  public static Response gzipped(String body) {
    return exchange -> {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(zipped)) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      send(exchange, 200, zipped.toByteArray());
    };
  }

  /** Closes the connection without a response. */
  public static Response dropped() {
    return HttpExchange::close;
  }

  /** Announces more than it sends, and closes the connection. */
  public static Response truncated(byte[] body, int announced) {
    return exchange -> {
      exchange.sendResponseHeaders(200, announced);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Announces more than it sends, and says no more until the server is closed. */
  public Response stalled(byte[] body, int announced) {
    return exchange -> {
      exchange.sendResponseHeaders(200, announced);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      awaitClosing();
    };
  }

  /** Says nothing until the server is closed. */
  public Response silent() {
    return exchange -> awaitClosing();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            body));
    next(path).to(exchange);
  }

  private Response next(String path) {
    Deque<Response> responses = script.get(path);
    if (responses == null) {
      return status(404, "");
    }
    synchronized (responses) {
      return responses.size() > 1 ? responses.removeFirst() : responses.getFirst();
    }
  }

  private void awaitClosing() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.getResponseBody().close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
