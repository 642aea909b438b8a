package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy in front of the test server that records a client's API requests. */
final class RecordingProxy implements AutoCloseable {

  private static final List<String> FORWARDED_HEADERS = List.of("Authorization", "Content-Type");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestServer target;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final BufferedWriter record;

  private RecordingProxy(TestServer target, HttpServer server, BufferedWriter record) {
    this.target = target;
    this.server = server;
    this.record = record;
  }

  /** Starts a proxy that writes each request as a line of JSON. */
  static RecordingProxy start(TestServer target, Path record) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    RecordingProxy proxy = new RecordingProxy(target, server, Files.newBufferedWriter(record));
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  /** An API token that points to this proxy. */
  String apiToken() throws IOException {
    ObjectNode token = (ObjectNode) JSON.readTree(Base64.getDecoder().decode(target.apiToken()));
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    token.put("api_address", url).put("api_url", url);
    return Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(token));
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdown();
    record.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target.url() + exchange.getRequestURI()));
      for (String name : FORWARDED_HEADERS) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      if (exchange.getRequestMethod().equals("POST")) {
        write(exchange, body);
        request.POST(BodyPublishers.ofByteArray(body));
      } else {
        request.header("X-Neptune-Api-Token", target.apiToken());
      }
      forward(request.build(), exchange);
    }
  }

  private void forward(HttpRequest request, HttpExchange exchange) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
          in.transferTo(out);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(HttpExchange exchange, byte[] body) throws IOException {
    ObjectNode line =
        JSON.createObjectNode()
            .put("path", exchange.getRequestURI().toString())
            .put("contentType", exchange.getRequestHeaders().getFirst("Content-Type"))
            .put("body", body);
    synchronized (record) {
      record.write(JSON.writeValueAsString(line));
      record.newLine();
    }
  }
}
