package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The test server of a run, in its own process. */
final class TestServer implements AutoCloseable {

  /** The number of files in one signing request. */
  private static final int SIGNING_BATCH = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String apiToken;
  private final String url;

  private TestServer(Process process, String apiToken) throws IOException {
    this.process = process;
    this.apiToken = apiToken;
    this.url = JSON.readTree(Base64.getDecoder().decode(apiToken)).get("api_url").asText();
  }

  /** Starts the server and waits for its token. */
  static TestServer start(String java, Path jar) throws IOException {
    Process process =
        new ProcessBuilder(java, "-Xmx6g", "-jar", jar.toString(), "--port", "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String prefix = "export NEPTUNE_API_TOKEN=";
      if (line.startsWith(prefix)) {
        return new TestServer(process, line.substring(prefix.length()));
      }
    }
    process.destroy();
    throw new IOException("The test server did not start");
  }

  String apiToken() {
    return apiToken;
  }

  String url() {
    return url;
  }

  void put(Seed seed) throws IOException {
    HttpURLConnection connection = open("POST", "/testkit/projects");
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(0);
    try (OutputStream out = connection.getOutputStream()) {
      SeedWriter.write(seed, out);
    }
    read(connection);
  }

  /** Puts a network between the server and its clients, or removes it. */
  void setNetwork(boolean isOn) throws IOException {
    if (isOn) {
      HttpURLConnection connection = open("POST", "/testkit/faults");
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(Network.fault().toJson().getBytes(StandardCharsets.UTF_8));
      }
      read(connection);
    } else {
      read(open("DELETE", "/testkit/faults"));
    }
  }

  /** Resets all counts to zero. */
  void resetCounts() throws IOException {
    read(open("DELETE", "/testkit/requests"));
  }

  Counts counts() throws IOException {
    JsonNode counts = read(open("GET", "/testkit/requests"));
    long requests = 0;
    for (JsonNode request : counts.get("requests")) {
      requests += request.get("count").asLong();
    }
    return new Counts(
        requests,
        counts.get("bytesSent").asLong(),
        counts.get("maxInFlight").asInt(),
        counts.get("maxTransfersInFlight").asInt());
  }

  /** Returns the signed URLs of all files of a project, in the order of runs and attributes. */
  List<String> signedUrls(Seed seed) throws IOException {
    List<String> paths = new ArrayList<>();
    for (int run = 0; run < seed.runs(); run++) {
      for (int attribute = 0; attribute < seed.attributesPerRun(); attribute++) {
        paths.add(Seed.storagePath(run, attribute));
      }
    }
    String access = accessToken();
    List<String> urls = new ArrayList<>();
    for (int from = 0; from < paths.size(); from += SIGNING_BATCH) {
      int to = Math.min(paths.size(), from + SIGNING_BATCH);
      urls.addAll(sign(seed.workload().project(), paths.subList(from, to), access));
    }
    return urls;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Requests an access token for the API. */
  String accessToken() throws IOException {
    HttpURLConnection connection = open("GET", "/api/backend/v1/authorization/oauth-token");
    connection.setRequestProperty("X-Neptune-Api-Token", apiToken);
    return read(connection).get("accessToken").asText();
  }

  private List<String> sign(String project, List<String> paths, String access) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode files = body.putArray("files");
    for (String path : paths) {
      files
          .addObject()
          .put("project_identifier", project)
          .put("path", path)
          .put("permission", "read");
    }
    HttpURLConnection connection = open("POST", "/api/storagebridge/v1/signedUrl");
    connection.setRequestProperty("Authorization", "Bearer " + access);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      JSON.writeValue(out, body);
    }
    List<String> urls = new ArrayList<>();
    read(connection).get("files").forEach(file -> urls.add(file.get("url").asText()));
    return urls;
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    connection.setRequestMethod(method);
    return connection;
  }

  private static JsonNode read(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return JSON.readTree(in);
    }
  }

  /** The server's counts, without admin requests. */
  record Counts(long requests, long bytesSent, int maxInFlight, int maxTransfersInFlight) {}
}
