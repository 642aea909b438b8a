package ai.neptune.testkit;

import ai.neptune.testkit.api.ApiRoutes;
import ai.neptune.testkit.api.ApiToken;
import ai.neptune.testkit.http.AdminEndpoint;
import ai.neptune.testkit.http.FaultPlan;
import ai.neptune.testkit.http.HttpFrontEnd;
import ai.neptune.testkit.http.RequestLog;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.seed.SeedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A Neptune server in this process, on loopback, for examples and tests. It responds to every
 * request of docs/protocol.md, 4. JSON describes the projects that it holds (testkit/README.md,
 * "Projects"); JSON or {@link Fault}s describe what goes wrong.
 *
 * <pre>{@code
 * try (NeptuneServer server = NeptuneServer.start(projects)) {
 *   spark.read().format("neptune").option("apiToken", server.apiToken()) …
 * }
 * }</pre>
 */
public final class NeptuneServer implements AutoCloseable {
  private final ProjectStore projects;
  private final FaultPlan faults = new FaultPlan();
  private final RequestLog log = new RequestLog();
  private final AdminEndpoint admin;
  private final HttpFrontEnd frontEnd;
  private final ApiToken apiToken;

  private NeptuneServer(NeptuneServerOptions options) {
    String apiKey = UUID.randomUUID().toString();
    this.projects = new ProjectStore(options.countersSinceMillis());
    this.admin = new AdminEndpoint(projects, faults, log);
    try {
      this.frontEnd =
          new HttpFrontEnd(
              options.httpSettings(),
              ApiRoutes.of(projects, options.apiSettings(apiKey)),
              admin,
              faults,
              log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + options.port(), e);
    }
    this.apiToken = new ApiToken("http://127.0.0.1:" + frontEnd.port(), apiKey);
  }

  /**
   * Starts a server on a free port.
   *
   * @param projectsJson JSON documents, each of one project or of a list of projects
   * @throws IllegalArgumentException if a project is malformed; the message names the place
   */
  public static NeptuneServer start(String... projectsJson) {
    return start(NeptuneServerOptions.DEFAULTS, projectsJson);
  }

  /** Starts a server on a free port, as {@link #start(String...)} does. */
  public static NeptuneServer start(List<String> projectsJson) {
    return start(projectsJson.toArray(String[]::new));
  }

  /** Starts a server on a free port with the projects of a file. */
  public static NeptuneServer start(Path projectsJson) {
    NeptuneServer server = start();
    return server.seed(() -> server.addProject(projectsJson));
  }

  /** Starts a server on a free port with the projects of a stream. */
  public static NeptuneServer start(InputStream projectsJson) {
    return start(NeptuneServerOptions.DEFAULTS, projectsJson);
  }

  /** Starts a server with options and the projects of a stream. */
  public static NeptuneServer start(NeptuneServerOptions options, InputStream projectsJson) {
    NeptuneServer server = new NeptuneServer(options);
    return server.seed(() -> server.addProject(projectsJson));
  }

  /** Starts a server with options. */
  public static NeptuneServer start(NeptuneServerOptions options, String... projectsJson) {
    NeptuneServer server = new NeptuneServer(options);
    return server.seed(() -> List.of(projectsJson).forEach(server::addProject));
  }

  /** The API token for clients of the server. */
  public String apiToken() {
    return apiToken.encoded();
  }

  /** The address of the server. */
  public URI url() {
    return URI.create(apiToken.url());
  }

  /**
   * Adds or replaces projects.
   *
   * @param json a project or a list of projects
   * @throws IllegalArgumentException if it is malformed; the message names the place
   */
  public void addProject(String json) {
    addProject(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds or replaces the projects of a file, which is never in memory as a whole. */
  public void addProject(Path json) {
    try (InputStream in = Files.newInputStream(json)) {
      addProject(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + json, e);
    }
  }

  /** Adds or replaces the projects of a stream, which is never in memory as a whole. */
  public void addProject(InputStream json) {
    try {
      projects.add(SeedReader.read(json));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the projects", e);
    }
  }

  /** Injects faults into upcoming requests. */
  public void addFaults(Fault... added) {
    addFaults(Arrays.stream(added).map(Fault::toJson).collect(Collectors.joining(",", "[", "]")));
  }

  /**
   * Injects faults into upcoming requests.
   *
   * @param json a list of faults (testkit/README.md, "Faults")
   * @throws IllegalArgumentException if it is malformed; the message names the place
   */
  public void addFaults(String json) {
    faults.add(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes all faults. */
  public void resetFaults() {
    faults.reset();
  }

  /** The requests that got a response since the last reset. */
  public RequestStatistics requests() {
    return RequestStatistics.of(admin.totals());
  }

  /** Forgets the requests so far. */
  public void resetRequests() {
    log.reset();
  }

  /** Stops the server; requests in progress are aborted. */
  @Override
  public void close() {
    frontEnd.close();
  }

  private NeptuneServer seed(Runnable seeding) {
    try {
      seeding.run();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }
}
