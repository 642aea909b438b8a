package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * curl with signed URLs.
 *
 * @param connections the number of concurrent transfers
 */
record CurlContender(Setup setup, int connections) implements Contender {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return CURL;
  }

  @Override
  public JsonNode work(Seed seed) throws IOException {
    Path destination = setup.freshDestination();
    Path config = setup.folder().resolve("curl.config");
    Files.write(config, config(setup.server().signedUrls(seed), seed, destination));
    Path log = setup.folder().resolve("curl.log");
    ProcessBuilder curl =
        new ProcessBuilder(
                List.of(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail",
                    "--create-dirs",
                    "--parallel",
                    "--parallel-max",
                    Integer.toString(connections),
                    "--config",
                    config.toString()))
            // curl shows its progress despite --silent.
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    long start = System.nanoTime();
    run(curl, log);
    double seconds = (System.nanoTime() - start) / 1e9;
    seed.requireComplete(destination);
    return JSON.createObjectNode().put("seconds", seconds);
  }

  @Override
  public void close() {}

  private static List<String> config(List<String> urls, Seed seed, Path destination) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      Path file =
          destination.resolve(
              Seed.storagePath(i / seed.attributesPerRun(), i % seed.attributesPerRun()));
      lines.add("url = \"%s\"".formatted(urls.get(i)));
      lines.add("output = \"%s\"".formatted(file));
    }
    return lines;
  }

  private static void run(ProcessBuilder curl, Path log) throws IOException {
    Process process = curl.start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            "curl exited with %d: %s".formatted(process.exitValue(), Files.readString(log)));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("curl was interrupted", e);
    }
  }
}
