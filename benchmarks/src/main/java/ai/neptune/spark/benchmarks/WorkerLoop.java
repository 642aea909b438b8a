package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The other end of a {@link Worker}: runs the work of each line of its input. */
final class WorkerLoop {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Runs the work of a contender. */
  interface Job {
    /** Runs a piece of work and returns its amount; the caller measures the time. */
    ObjectNode run(JsonNode work) throws Exception;
  }

  private WorkerLoop() {}

  static void run(Job job) throws IOException {
    write(JSON.createObjectNode());
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode work = JSON.readTree(line);
      ObjectNode response;
      try (HeapWatch heap = new HeapWatch(work.path("live").asBoolean())) {
        long start = System.nanoTime();
        response = work.has("profile") ? runProfiled(job, work) : job.run(work);
        response.put("seconds", (System.nanoTime() - start) / 1e9);
        response.put("idleHeap", heap.idle());
        response.put("peakHeap", heap.peak());
      } catch (Exception e) {
        response = JSON.createObjectNode().put("error", e.toString());
      }
      write(response);
    }
  }

  private static ObjectNode runProfiled(Job job, JsonNode work) throws Exception {
    Profiler profiler = new Profiler(Path.of(work.get("profile").asText()));
    try {
      return job.run(work);
    } finally {
      profiler.close();
    }
  }

  private static void write(ObjectNode response) throws IOException {
    System.out.println(Worker.RESPONSE + JSON.writeValueAsString(response));
  }
}
