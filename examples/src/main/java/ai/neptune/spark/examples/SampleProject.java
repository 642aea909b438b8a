package ai.neptune.spark.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * A small project of five experiments that train a detector of seabirds, as the seed of the
 * embedded server (testkit/README.md, "Projects"). It holds every kind of attribute, and is the
 * same at every start.
 */
final class SampleProject {

  /** The project's identifier. */
  static final String NAME = "team-alpha/seabirds";

  private static final int EXPERIMENTS = 5;
  private static final int STEPS = 1_000;
  private static final int VALIDATION_EVERY = 10;
  private static final int PREDICTIONS = 5;
  private static final int FORK_STEP = 499;
  private static final Instant FIRST_RUN = Instant.parse("2025-08-25T08:00:00Z");
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long STEP_MILLIS = 1_500L;

  private static final List<String> SPECIES =
      List.of("gannet", "kittiwake", "puffin", "razorbill", "guillemot");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SampleProject() {}

  /** Writes the seed to the standard output, for a test server in another process. */
  public static void main(String[] args) {
    System.out.println(json());
  }

  /** The seed: a JSON object with the project and its runs. */
  static String json() {
    ObjectNode project = JSON.objectNode().put("project", NAME);
    ArrayNode runs = project.putArray("runs");
    for (int number = 1; number <= EXPERIMENTS; number++) {
      runs.add(run(number));
    }
    return project.toString();
  }

  private static ObjectNode run(int number) {
    ObjectNode run = JSON.objectNode();
    run.put("run", "seabird-" + number + "-r1").put("experiment", "seabird-" + number);
    run.put("creationTime", Instant.ofEpochMilli(startMillis(number)).toString());
    if (isForked(number)) {
      run.putObject("fork").put("run", "seabird-" + (number - 1) + "-r1").put("step", FORK_STEP);
    }
    run.set("attributes", attributes(number));
    run.set("series", series(number));
    return run;
  }

  /** The last experiment goes on from the middle of the one before it. */
  private static boolean isForked(int number) {
    return number == EXPERIMENTS;
  }

  private static ObjectNode attributes(int number) {
    ObjectNode attributes = JSON.objectNode();
    value(attributes, "config/batch_size", "int").put("value", 16 << (number % 3));
    value(attributes, "config/lr", "float").put("value", learningRate(number));
    value(attributes, "config/optimizer", "string").put("value", number % 2 == 0 ? "adam" : "sgd");
    value(attributes, "config/augment", "bool").put("value", number > 2);
    value(attributes, "data/until", "datetime").put("value", "2025-08-01T00:00:00Z");
    ArrayNode tags = value(attributes, "sys/tags", "string_set").putArray("value");
    tags.add(SPECIES.get(number - 1));
    if (isForked(number)) {
      tags.add("fine-tuned");
    }
    file(attributes, "data/sample.csv", "text/csv", text(sampleCsv(number)));
    file(attributes, "labels.json", "application/json", text(labels().toString()));
    return attributes;
  }

  private static double learningRate(int number) {
    return new double[] {0.1, 0.03, 0.01, 0.003, 0.001}[number - 1];
  }

  private static ObjectNode value(ObjectNode attributes, String name, String type) {
    return attributes.putObject(name).put("type", type);
  }

  private static void file(ObjectNode attributes, String name, String mimeType, byte[] content) {
    value(attributes, name, "file").put("mimeType", mimeType).put("base64", base64(content));
  }

  private static String sampleCsv(int number) {
    StringBuilder csv = new StringBuilder("image,species,x,y\n");
    Random random = new Random(number);
    for (int image = 0; image < 20; image++) {
      csv.append(image).append(',').append(SPECIES.get(random.nextInt(SPECIES.size())));
      csv.append(',').append(random.nextInt(192)).append(',').append(random.nextInt(128));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static ObjectNode labels() {
    ObjectNode labels = JSON.objectNode();
    for (int label = 0; label < SPECIES.size(); label++) {
      labels.put(SPECIES.get(label), label);
    }
    return labels;
  }

  private static ObjectNode series(int number) {
    ObjectNode series = JSON.objectNode();
    Random random = new Random(100L * number);
    double pace = 60 + 45.0 * number;
    metric(series, number, "loss", 1, at -> 2.2 * decay(at, pace) + 0.08 * random.nextDouble());
    metric(
        series,
        number,
        "metrics/train/accuracy",
        1,
        at -> 0.97 - 0.75 * decay(at, pace) - 0.03 * random.nextDouble());
    metric(
        series,
        number,
        "metrics/val/accuracy",
        VALIDATION_EVERY,
        at -> 0.93 - 0.71 * decay(at, pace) - 0.05 * random.nextDouble());
    metric(
        series,
        number,
        "metrics/val/loss",
        VALIDATION_EVERY,
        at -> 0.15 + 2.3 * decay(at, pace) + 0.2 * random.nextDouble());
    journal(series, number);
    activations(series, number);
    predictions(series, number);
    return series;
  }

  private static double decay(int step, double pace) {
    return StrictMath.exp(-step / pace);
  }

  private static void metric(
      ObjectNode series, int number, String name, int every, IntToDoubleFunction value) {
    ArrayNode points = points(series, name, "float_series");
    int first = isForked(number) ? FORK_STEP + 1 : 0;
    for (int step = first; step < STEPS; step += every) {
      points.addArray().add(step).add(value.applyAsDouble(step)).add(timeMillis(number, step));
    }
  }

  private static void journal(ObjectNode series, int number) {
    ArrayNode points = points(series, "journal", "string_series");
    String species = SPECIES.get(number - 1);
    List<String> entries =
        List.of(
            "day 0: training starts on photographs of the " + species,
            "day 1: the loss falls, but young birds are still taken for gulls",
            "day 2: fog on the west cliff, those photographs are left out",
            "day 3: the " + species + " is found in nine of ten photographs");
    // Entries of a forked run begin after its fork step, like all its series.
    int first = isForked(number) ? FORK_STEP + 1 : 0;
    for (int day = 0; day < entries.size(); day++) {
      int step = first + day;
      points.addArray().add(step).add(entries.get(day)).add(timeMillis(number, step));
    }
  }

  private static void activations(ObjectNode series, int number) {
    ArrayNode points = points(series, "activations", "histogram_series");
    Random random = new Random(200L * number);
    int first = isForked(number) ? FORK_STEP + 1 : 0;
    for (int step = first; step < first + PREDICTIONS; step++) {
      int[] counts = new int[8];
      for (int unit = 0; unit < 512; unit++) {
        double activation = 4 + 1.5 * random.nextGaussian();
        counts[(int) Math.max(0, Math.min(counts.length - 1, activation))]++;
      }
      ArrayNode point = points.addArray().add(step);
      ObjectNode histogram = point.addObject().put("type", "COUNTING");
      ArrayNode edges = histogram.putArray("edges");
      for (int edge = 0; edge <= counts.length; edge++) {
        edges.add(edge / 2.0 - 2);
      }
      Arrays.stream(counts).forEach(histogram.putArray("values")::add);
      point.add(timeMillis(number, step));
    }
  }

  private static void predictions(ObjectNode series, int number) {
    if (isForked(number)) {
      return; // inherited
    }
    ArrayNode detections = points(series, "predictions/detection", "file_series");
    ArrayNode masks = points(series, "predictions/mask", "file_series");
    for (int step = 0; step < PREDICTIONS; step++) {
      image(detections, number, step, SampleImages.detection(number, step));
      image(masks, number, step, SampleImages.mask(number, step));
    }
  }

  private static void image(ArrayNode points, int number, int step, byte[] png) {
    ArrayNode point = points.addArray().add(step);
    point.addObject().put("mimeType", "image/png").put("base64", base64(png));
    point.add(timeMillis(number, step));
  }

  private static ArrayNode points(ObjectNode series, String name, String type) {
    return series.putObject(name).put("type", type).putArray("points");
  }

  private static long startMillis(int number) {
    return FIRST_RUN.toEpochMilli() + (number - 1) * DAY_MILLIS;
  }

  private static long timeMillis(int number, int step) {
    return startMillis(number) + step * STEP_MILLIS;
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
