package ai.neptune.testkit.http;

import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.seed.SeedReader;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * The requests that control the server (testkit/README.md, "Admin requests"). They need no token,
 * have no faults and are not in the log.
 */
public final class AdminEndpoint {
  /** The prefix of their paths. */
  static final String PREFIX = "/testkit/";

  private final ProjectStore projects;
  private final FaultPlan faults;
  private final RequestLog log;

  /** Administers these projects, faults and counts. */
  public AdminEndpoint(ProjectStore projects, FaultPlan faults, RequestLog log) {
    this.projects = projects;
    this.faults = faults;
    this.log = log;
  }

  void handle(HttpExchange exchange, String path) throws IOException {
    Response response;
    InputStream body = exchange.getRequestBody();
    try {
      response = response(exchange.getRequestMethod() + " " + path, body);
    } catch (IllegalArgumentException e) {
      response = ApiException.badRequest(String.valueOf(e.getMessage())).response();
    }
    // A client that is still sending would not see the response.
    body.transferTo(OutputStream.nullOutputStream());
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(response.status(), response.body().length());
    response.body().writeTo(exchange.getResponseBody());
  }

  /** What {@code GET /testkit/requests} responds with. */
  public RequestTotals totals() {
    return new RequestTotals(
        log.counts(), log.bytesSent(), log.maxInFlight(), log.maxTransfersInFlight());
  }

  private Response response(String request, InputStream body) throws IOException {
    switch (request) {
      case "POST /testkit/projects" -> projects.add(SeedReader.read(body));
      case "POST /testkit/faults" -> faults.add(body.readAllBytes());
      case "DELETE /testkit/faults" -> faults.reset();
      case "GET /testkit/requests" -> {
        return Response.json(200, totals());
      }
      case "DELETE /testkit/requests" -> log.reset();
      default -> {
        return Response.error(404, "NOT_FOUND", "there is no admin request " + request);
      }
    }
    return Response.json(200, Map.of());
  }
}
