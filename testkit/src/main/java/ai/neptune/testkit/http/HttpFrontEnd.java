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
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server on loopback: reads requests, lets things go wrong as planned, and answers. */
public final class HttpFrontEnd implements AutoCloseable, HttpHandler {
  private static final Logger LOG = System.getLogger(HttpFrontEnd.class.getName());
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  static {
    // Read once, when the JDK's server is first used. Without the first, Nagle's algorithm delays
    // small answers by 40 ms; the others keep connections that clients want to use again.
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
  private final boolean gzip;

  /**
   * Starts serving.
   *
   * @param port to listen on; 0 for a free one
   * @param gzip whether answers of the API are compressed for clients that accept it
   */
  public HttpFrontEnd(
      int port, boolean gzip, Router router, AdminEndpoint admin, FaultPlan faults, RequestLog log)
      throws IOException {
    this.router = router;
    this.admin = admin;
    this.faults = faults;
    this.log = log;
    this.gzip = gzip;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    // A thread for each request under way, since faults may keep it waiting.
    this.executor = Executors.newCachedThreadPool(daemonThreads());
    server.setExecutor(executor);
    server.createContext("/", this);
    server.start();
  }

  /** The port that the server listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
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

  private void response(HttpExchange exchange, String path) throws IOException {
    Router.Route route = router.route(exchange.getRequestMethod(), path);
    Fault fault = faults.next(path, route.kind());
    log.started(route.kind());
    ResponseRecord record = new ResponseRecord(log, route.kind(), path);
    try {
      Response response = response(exchange, path, route.endpoint(), fault);
      if (fault.latency() != null) {
        Thread.sleep(fault.latency().toMillis());
      }
      if (!fault.closeConnection()) {
        boolean compressible = gzip && route.kind() != RequestKind.BLOB;
        new ResponseWriter(exchange, fault, record).write(response, compressible);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      record.finished(0);
    }
  }

  private static Response response(
      HttpExchange exchange, String path, Endpoint endpoint, Fault fault) throws IOException {
    try {
      Request request = read(exchange, path, fault);
      // A response that is to be replaced need not be made.
      return fault.replacesResponse() ? replaced(fault) : endpoint.handle(request);
    } catch (ApiException e) {
      return e.response();
    } catch (IllegalArgumentException e) {
      return ApiException.badRequest(e.getMessage()).response();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, "failed to answer " + path, e);
      return Response.error(500, "INTERNAL_SERVER_ERROR", e.toString());
    }
  }

  private static Response replaced(Fault fault) {
    int status = fault.status() == null ? 200 : fault.status();
    if (fault.body() != null) {
      return new Response(status, Map.of(), fault.body());
    }
    String errorType = status == 429 ? "TOO_MANY_REQUESTS_PER_USER" : "FAULT";
    return Response.error(status, errorType, "answered with " + status + " as planned");
  }

  private static Request read(HttpExchange exchange, String path, Fault fault) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        in.transferTo(OutputStream.nullOutputStream());
        throw new ApiException(
            413, "BAD_REQUEST", "the body is longer than " + MAX_BODY_BYTES + " bytes");
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
      // Not percent-encoded as it should be: then it is no path of ours.
      return exchange.getRequestURI().getRawPath();
    }
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
