package ai.neptune.archive.check;

import ai.neptune.client.RunIdentifier;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The errors that the exporter recorded while it exported, if its report was kept: in a project's
 * folder or one of the three above it. The export was started in the last of these.
 */
final class RecordedErrors {

  private static final String NAME = "neptune_exporter_errors.jsonl";
  private static final int FOLDERS_UP = 4;

  /** A batch that failed names all its attributes: more tell nothing new. */
  private static final int MOST_PER_RUN = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<RunIdentifier, Set<String>> byRun = new HashMap<>();

  private RecordedErrors() {}

  /** Reads the reports beside some folders of data. */
  static RecordedErrors beside(Set<Path> dataFolders, Configuration configuration)
      throws IOException {
    RecordedErrors errors = new RecordedErrors();
    Set<Path> candidates = new LinkedHashSet<>();
    for (Path folder : dataFolders) {
      Path next = folder;
      for (int i = 0; i < FOLDERS_UP && next != null; i++, next = next.getParent()) {
        candidates.add(new Path(next, NAME));
      }
    }
    for (Path candidate : candidates) {
      FileSystem fileSystem = candidate.getFileSystem(configuration);
      if (fileSystem.exists(candidate)) {
        errors.read(fileSystem, candidate);
      }
    }
    return errors;
  }

  /** What was recorded of a run, as {@code attribute (type): exception}. */
  List<String> of(String project, String run) {
    return List.copyOf(byRun.getOrDefault(new RunIdentifier(project, run), Set.of()));
  }

  private void read(FileSystem fileSystem, Path report) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(fileSystem.open(report), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    }
  }

  private void take(String line) {
    JsonNode error;
    try {
      error = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      // The last line of an export that was killed.
      return;
    }
    Set<String> ofRun =
        byRun.computeIfAbsent(
            new RunIdentifier(error.path("project_id").asText(), error.path("run_id").asText()),
            run -> new LinkedHashSet<>());
    if (ofRun.size() < MOST_PER_RUN) {
      ofRun.add(text(error));
    }
  }

  private static String text(JsonNode error) {
    List<String> words = new ArrayList<>();
    JsonNode attribute = error.path("attribute_path");
    words.add(attribute.isTextual() ? attribute.asText() : "all attributes of a kind");
    JsonNode type = error.path("attribute_type");
    if (type.isTextual()) {
      words.add("(" + type.asText() + ")");
    }
    return String.join(" ", words) + ": " + error.path("exception").asText();
  }
}
