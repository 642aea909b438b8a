package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A contender in its own process. It reads each piece of work as a line of JSON and writes the
 * result as a line of JSON.
 */
final class Worker implements AutoCloseable {

  /** The start of a line with a response; libraries may print other lines. */
  static final String RESPONSE = "RESPONSE ";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long EXIT_SECONDS = 20;

  private final Process process;
  private final OutputStream requests;
  private final BufferedReader responses;

  private Worker(Process process) {
    this.process = process;
    this.requests = process.getOutputStream();
    this.responses =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process and waits until it is ready for work. */
  static Worker start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Worker worker = new Worker(builder.start());
    worker.read();
    return worker;
  }

  /** Runs a piece of work and returns the response. */
  JsonNode run(ObjectNode work) throws IOException {
    requests.write((JSON.writeValueAsString(work) + "\n").getBytes(StandardCharsets.UTF_8));
    requests.flush();
    JsonNode response = read();
    if (response.has("error")) {
      throw new IOException(work.get("op").asText() + " failed: " + response.get("error").asText());
    }
    return response;
  }

  /** Ends the process. */
  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode read() throws IOException {
    for (String line = responses.readLine(); line != null; line = responses.readLine()) {
      if (line.startsWith(RESPONSE)) {
        return JSON.readTree(line.substring(RESPONSE.length()));
      }
    }
    throw new IOException("A contender's process ended; its output is above");
  }
}
