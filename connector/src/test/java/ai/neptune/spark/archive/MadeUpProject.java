package ai.neptune.spark.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * A project as the seed of a test server, with all that makes archives hard to read: forks of
 * forks, one name with several types, odd names and steps, NaN. Always the same for one seed of
 * chance.
 */
final class MadeUpProject {

  static final String NAME = "team/made-up";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of(
          "loss",
          "acc",
          "m/val/loss",
          "m/val/loss/x",
          "żółw 🐢",
          "a.b",
          "a_c",
          "with space",
          "Loss",
          "q'\"uote",
          "back\\slash",
          "z/1",
          "config/lr",
          "data/sample");
  private static final List<String> RUNS =
      List.of(
          "r",
          ".hidden",
          "_x_part_0",
          "a:b*c?d",
          "with slash/and space",
          "żółw",
          "-",
          "r 2",
          "0",
          "_part_3",
          "x,y",
          "UPPER",
          "upper",
          "run-🐢",
          "n".repeat(150));

  private final Random random;

  MadeUpProject(long seed) {
    this.random = new Random(seed);
  }

  String seed() {
    ObjectNode project = JSON.createObjectNode().put("project", NAME);
    ArrayNode runs = project.putArray("runs");
    Map<String, Double> begins = new LinkedHashMap<>();
    for (String id : RUNS) {
      ObjectNode run = runs.addObject().put("run", id);
      if (random.nextInt(8) > 0) {
        run.put("experiment", "exp-" + random.nextInt(5));
      }
      double from = 0;
      if (!begins.isEmpty() && random.nextInt(3) > 0) {
        // Mostly of the last run, so that there are forks of forks of forks.
        List<String> ids = List.copyOf(begins.keySet());
        String parent = ids.get(random.nextBoolean() ? ids.size() - 1 : random.nextInt(ids.size()));
        // Whatever the parent has itself reaches its forks.
        from = rounded(begins.get(parent) + step());
        run.putObject("fork").put("run", parent).put("step", from);
      }
      attributes(run.putObject("attributes"));
      series(run.putObject("series"), from);
      begins.put(id, from);
    }
    return project.toString();
  }

  private void attributes(ObjectNode attributes) {
    for (String name : NAMES) {
      ObjectNode attribute = JSON.createObjectNode();
      switch (random.nextInt(14)) {
        case 0 -> attribute.put("type", "float").put("value", random.nextInt(10) / 4.0);
        case 1 -> attribute.put("type", "int").put("value", random.nextInt(5));
        case 2 -> attribute.put("type", "string").put("value", text());
        case 3 -> attribute.put("type", "bool").put("value", random.nextBoolean());
        case 4 ->
            attribute
                .put("type", "datetime")
                .put("value", "2025-0%d-01T00:00:00.123Z".formatted(1 + random.nextInt(9)));
        case 5 -> {
          ArrayNode set = attribute.put("type", "string_set").putArray("value");
          for (int i = random.nextInt(3); i > 0; i--) {
            set.add("tag" + i);
          }
        }
        case 6 -> file(attribute.put("type", "file"));
        default -> {
          continue;
        }
      }
      attributes.set(name, attribute);
    }
  }

  private void series(ObjectNode all, double from) {
    for (String name : NAMES) {
      int kind = random.nextInt(10);
      if (kind > 5 || (kind > 2 && random.nextBoolean())) {
        continue;
      }
      String type =
          switch (kind) {
            case 3 -> "string_series";
            case 4 -> "histogram_series";
            case 5 -> "file_series";
            default -> "float_series";
          };
      ObjectNode series = all.putObject("s/" + name).put("type", type);
      ArrayNode points = series.putArray("points");
      TreeSet<Double> steps = new TreeSet<>(List.of(from));
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        steps.add(rounded(from + step()));
      }
      steps.forEach(step -> point(points.addArray().add(step), type));
    }
  }

  private void point(ArrayNode point, String type) {
    switch (type) {
      case "string_series" -> point.add(text());
      case "histogram_series" -> {
        ObjectNode histogram = point.addObject().put("type", "COUNTING");
        histogram.putArray("edges").add("-Infinity").add(random.nextInt(3)).add(5.5);
        histogram.putArray("values").add(1).add(random.nextInt(9));
      }
      case "file_series" -> file(point.addObject());
      default -> {
        switch (random.nextInt(9)) {
          case 0 -> point.add("NaN");
          case 1 -> point.add("Infinity");
          case 2 -> point.add(-0.0);
          default -> point.add(random.nextInt(40) / 8.0);
        }
      }
    }
  }

  private void file(ObjectNode file) {
    byte[] content = new byte[random.nextInt(9)];
    file.put("mimeType", random.nextBoolean() ? "image/png" : "text/plain")
        .put("base64", Base64.getEncoder().encodeToString(content));
  }

  private double step() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(1_000_000) / 1e6;
      case 1 -> random.nextInt(60_000) * 1e6 + 0.1;
      default -> random.nextInt(6);
    };
  }

  private static double rounded(double step) {
    return BigDecimal.valueOf(step).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }

  private String text() {
    return List.of("", "a", "ab", "B", "żółw", "line\nbreak", "x".repeat(300))
        .get(random.nextInt(7));
  }
}
