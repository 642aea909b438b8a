package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.testkit.json.JsonDocuments;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeptuneServerMainTest {

  @Test
  void printsTheTokenServesAndStopsAtTheSignal(@TempDir Path directory) throws Exception {
    Path seed = directory.resolve("seed.json");
    Files.writeString(seed, "{\"project\": \"team/main\", \"runs\": []}");
    Process process =
        run(
            ("--port 0 --storage azure --strict-limits --idle-timeout 60000 --gzip"
                    + " --counters-since 2025-01-01T00:00:00Z --variant no-matching-count"
                    + " --variant raw-urls --seed "
                    + seed)
                .split(" "));
    try {
      BufferedReader output = process.inputReader();
      String address = output.readLine();
      String export = output.readLine();

      assertThat(export).startsWith("export NEPTUNE_API_TOKEN=");
      String token = export.substring(export.indexOf('=') + 1);
      JsonNode fields = JsonDocuments.MAPPER.readTree(Base64.getDecoder().decode(token));
      assertThat(address).endsWith(fields.get("api_url").asText());
      HttpRequest exchange =
          HttpRequest.newBuilder(URI.create(fields.get("api_url").asText() + TestClient.EXCHANGE))
              .header("X-Neptune-Api-Token", token)
              .build();
      assertThat(HttpClient.newHttpClient().send(exchange, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void explainsItselfWhenMisused() throws Exception {
    for (List<String> arguments :
        List.of(
            List.of("--colour"),
            List.of("--port"),
            List.of("--port", "x"),
            List.of("--variant", "odd"),
            List.of("--counters-since", "today"))) {
      Process process = run(arguments.toArray(String[]::new));
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(2);
      assertThat(errors).contains("Usage:").contains(arguments.get(0));
    }
  }

  @Test
  void failsWithTheMessageOfABadSeed(@TempDir Path directory) throws Exception {
    Path seed = Files.writeString(directory.resolve("seed.json"), "{\"project\": \"x\"}");
    Process process = run("--port", "0", "--seed", seed.toString());
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(errors).contains("workspace/project").doesNotContain("Exception");
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NeptuneServerMain.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
