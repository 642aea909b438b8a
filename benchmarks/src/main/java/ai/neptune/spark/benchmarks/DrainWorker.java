package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A bare HTTP client: sends the connector's requests over as many connections, and discards the
 * responses. Requests that the connector must send one after the other are sent at the same time.
 */
final class DrainWorker {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private DrainWorker() {}

  public static void main(String[] args) throws IOException {
    DrainWorker worker = new DrainWorker();
    WorkerLoop.run(worker::run);
  }

  private ObjectNode run(JsonNode work) throws Exception {
    List<HttpRequest> requests = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(Path.of(work.get("requests").asText()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(request(WorkerLoop.JSON.readTree(line), work));
      }
    }
    ExecutorService connections = Executors.newFixedThreadPool(work.get("connections").asInt());
    try {
      List<Callable<Integer>> tasks = requests.stream().map(this::drain).toList();
      for (Future<Integer> response : connections.invokeAll(tasks)) {
        if (response.get() != 200) {
          throw new IOException("The server responded with status " + response.get());
        }
      }
    } finally {
      connections.shutdown();
    }
    return WorkerLoop.JSON.createObjectNode().put("items", requests.size());
  }

  private Callable<Integer> drain(HttpRequest request) {
    return () -> client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest request(JsonNode recorded, JsonNode work) throws IOException {
    return HttpRequest.newBuilder(
            URI.create(work.get("url").asText() + recorded.get("path").asText()))
        .header("Authorization", "Bearer " + work.get("access").asText())
        .header("Content-Type", recorded.get("contentType").asText())
        .POST(BodyPublishers.ofByteArray(recorded.get("body").binaryValue()))
        .build();
  }
}
