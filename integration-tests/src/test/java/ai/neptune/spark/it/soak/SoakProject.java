package ai.neptune.spark.it.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A project with every type of attribute, large enough for several requests of each kind. */
final class SoakProject {

  static final String NAME = "team-alpha/soak";

  private static final int RUNS = 60;

  private SoakProject() {}

  /** Writes the project as a seed of the test server. */
  static Path write() {
    String runs =
        IntStream.range(0, RUNS).mapToObj(SoakProject::run).collect(Collectors.joining(","));
    try {
      Path seed = Files.createTempFile("neptune-soak", ".json");
      Files.writeString(seed, "{\"project\": \"%s\", \"runs\": [%s]}".formatted(NAME, runs));
      return seed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(int run) {
    String metrics =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    "\"m/%d\": {\"type\": \"float_series\", \"generate\": {\"count\": %d, \"seed\": %d}}"
                        .formatted(i, 50 + 97 * i, run * 10 + i))
            .collect(Collectors.joining(","));
    return """
    {"run": "r-%1$d", "experiment": "e-%1$d", "attributes": {
       "config/lr": {"type": "float", "value": 0.%1$d},
       "config/name": {"type": "string", "value": "%3$s"},
       "sample": {"type": "file", "mimeType": "text/csv", "size": %4$d}},
     "series": {%2$s,
       "note": {"type": "string_series", "points": [[0, "%3$s"], [1, "b"], [2, "c"]]},
       "images": {"type": "file_series", "points": [
         [1, {"mimeType": "image/png", "size": %4$d}], [2, {"mimeType": "image/png", "size": 70000}]]}}}
    """
        .formatted(run, metrics, "x".repeat(2000), 10_000 + 777 * run);
  }
}
