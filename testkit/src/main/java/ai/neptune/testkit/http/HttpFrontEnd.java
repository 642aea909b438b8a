package ai.neptune.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The HTTP server on loopback: reads requests, applies faults, and sends responses. */
public final class HttpFrontEnd implements AutoCloseable, HttpHandler {
  private static final Logger LOG = System.getLogger(HttpFrontEnd.class.getName());
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;

  static {
    // Read once, when the JDK's server is first used. Without the first, Nagle's algorithm delays
    // small responses by 40 ms; the others keep connections that clients want to use again.
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxIdleConnections", "10000");
    setDefault("sun.net.httpserver.idleInterval", "300");
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final Router router;
  private final AdminEndpoint admin;
  private final FaultPlan faults;
  private final RequestLog log;
  private final Settings settings;
  private final @Nullable ConnectionRelay relay;

  /**
   * How requests are taken.
   *
   * @param port to listen on; 0 for a free one
   * @param gzip whether responses of the API are compressed for clients that accept it
   * @param maxBodyBytes of requests
   * @param idleTimeout after which an idle connection gets a 408 and is closed; null: never
   * @param rawUrls whether URLs of requests may hold characters that no URL may hold
   */
  public record Settings(
      int port, boolean gzip, int maxBodyBytes, @Nullable Duration idleTimeout, boolean rawUrls) {}

  /** Starts serving. */
  public HttpFrontEnd(
      Settings settings, Router router, AdminEndpoint admin, FaultPlan faults, RequestLog log)
      throws IOException {
    this.router = router;
    this.admin = admin;
    this.faults = faults;
    this.log = log;
    this.settings = settings;
    boolean relayed = settings.idleTimeout() != null || settings.rawUrls();
    this.server = HttpServer.create(loopback(relayed ? 0 : settings.port()), BACKLOG);
    // A thread for each request in progress, since faults may delay it.
    this.executor = Executors.newCachedThreadPool(daemonThreads());
    server.setExecutor(executor);
    server.createContext("/", this);
    server.start();
    this.relay = relayed ? startRelay() : null;
  }

  /** The port that the server listens on. */
  public int port() {
    return relay == null ? server.getAddress().getPort() : relay.port();
  }

  @Override
  public void close() {
    if (relay != null) {
      relay.close();
    }
    server.stop(0);
    executor.shutdownNow();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = pathOf(exchange);
      if (path.startsWith(AdminEndpoint.PREFIX)) {
        admin.handle(exchange, path);
      } else {
        response(exchange, path);
      }
    }
  }

  private ConnectionRelay startRelay() throws IOException {
    try {
      return new ConnectionRelay(
          loopback(settings.port()), server.getAddress(), settings.idleTimeout(), executor);
    } catch (IOException e) {
      server.stop(0);
      throw e;
    }
  }

  private void response(HttpExchange exchange, String path) throws IOException {
    Router.Route route = router.route(exchange.getRequestMethod(), path);
    FaultEffects fault = faults.next(path, route.kind());
    log.started(route.kind());
    ResponseRecord record = new ResponseRecord(log, route.kind(), path);
    try {
      Response response = response(exchange, path, route.endpoint(), fault);
      if (fault.latency() != null) {
        Thread.sleep(fault.latency().toMillis());
      }
      if (!fault.closeConnection()) {
        boolean compressible = settings.gzip() && route.kind() != RequestKind.BLOB;
        new ResponseWriter(exchange, fault, record).write(response, compressible);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      record.finished(0);
    }
  }

  private Response response(
      HttpExchange exchange, String path, Endpoint endpoint, FaultEffects fault)
      throws IOException {
    try {
      Request request = read(exchange, path, fault);
      // A response that a fault replaces is never made.
      return fault.replacesResponse() ? replaced(fault) : endpoint.handle(request);
    } catch (ApiException e) {
      return e.response();
    } catch (IllegalArgumentException e) {
      return ApiException.badRequest(String.valueOf(e.getMessage())).response();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "failed to respond to " + path, e);
      return Response.error(500, "INTERNAL_SERVER_ERROR", e.toString());
    }
  }

  private static Response replaced(FaultEffects fault) {
    int status = fault.status() == null ? 200 : fault.status();
    if (fault.body() != null) {
      return new Response(status, Map.of(), fault.body());
    }
    String errorType = status == 429 ? "TOO_MANY_REQUESTS_PER_USER" : "FAULT";
    return Response.error(status, errorType, "a fault responds with " + status);
  }

  private Request read(HttpExchange exchange, String path, FaultEffects fault) throws IOException {
    int maxBytes = settings.maxBodyBytes();
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        in.transferTo(OutputStream.nullOutputStream());
        throw new ApiException(
            413, "BAD_REQUEST", "the body is longer than " + maxBytes + " bytes");
      }
      return new Request(
          exchange.getRequestMethod(),
          path,
          Request.parseForm(exchange.getRequestURI().getRawQuery()),
          exchange.getRequestHeaders(),
          body,
          baseUrlOf(exchange),
          fault);
    }
  }

  private static String pathOf(HttpExchange exchange) {
    try {
      return Request.pathOf(exchange.getRequestURI());
    } catch (IllegalArgumentException e) {
      // Badly percent-encoded: no path of ours.
      return exchange.getRequestURI().getRawPath();
    }
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
  }

  private static String baseUrlOf(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return "http://" + (host == null ? "127.0.0.1:" + exchange.getLocalAddress().getPort() : host);
  }

  private static ThreadFactory daemonThreads() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "neptune-testkit-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
