package ai.neptune.spark.it.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The test server in its own process, so that only the client's resources are measured. */
final class ServerProcess implements AutoCloseable {

  private final HttpClient admin = HttpClient.newHttpClient();
  private final Process process;
  private final URI url;
  private final String apiToken;

  private ServerProcess(Process process, URI url, String apiToken) {
    this.process = process;
    this.url = url;
    this.apiToken = apiToken;
  }

  /** Starts a server whose access tokens must be refreshed every few seconds. */
  static ServerProcess start(Path jar, Path seed) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--port",
                "0",
                "--access-token-lifetime",
                "40",
                "--seed",
                seed.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = out.readLine();
    String second = out.readLine();
    if (second == null) {
      throw new IOException("The test server did not start: " + first);
    }
    return new ServerProcess(
        process,
        URI.create(first.substring(first.indexOf("http"))),
        second.substring(second.indexOf('=') + 1));
  }

  String apiToken() {
    return apiToken;
  }

  void addFaults(String json) {
    send(HttpRequest.newBuilder(url.resolve("/testkit/faults")), "POST", json);
  }

  void resetFaults() {
    send(HttpRequest.newBuilder(url.resolve("/testkit/faults")), "DELETE", "");
  }

  private void send(HttpRequest.Builder request, String method, String body) {
    try {
      HttpRequest sent = request.method(method, HttpRequest.BodyPublishers.ofString(body)).build();
      if (admin.send(sent, BodyHandlers.ofString()).statusCode() != 200) {
        throw new IllegalStateException("The test server rejected the faults " + body);
      }
    } catch (IOException e) {
      throw new IllegalStateException("The test server does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
