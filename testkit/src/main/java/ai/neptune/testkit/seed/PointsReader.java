package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The points of a series: {@code [step, value, epoch millis, preview completion]}, the last two
 * optional. Steps increase and times do not decrease (docs/protocol.md, 2).
 */
final class PointsReader {
  private static final int MAX_FIELDS = 4;

  private final JsonNode points;
  private final String place;
  private final double[] steps;
  private final long[] times;

  /**
   * @param series the object that holds the list {@code points}
   * @param creationTime of the run; a point without a time has this plus one millisecond for each
   *     point before it
   */
  PointsReader(JsonObject series, long creationTime) {
    this.points = series.node("points");
    this.place = series.place() + ".points";
    if (!points.isArray()) {
      throw new JsonFormatException(place + " must be a list");
    }
    this.steps = new double[points.size()];
    this.times = new long[points.size()];
    for (int i = 0; i < steps.length; i++) {
      JsonNode point = points.get(i);
      if (!point.isArray() || point.size() < 2 || point.size() > MAX_FIELDS) {
        throw new JsonFormatException(
            place(i)
                + " must be [step, value, epoch millis, preview completion],"
                + " the last two optional");
      }
      steps[i] = readStep(i, point);
      times[i] = readTime(i, point, creationTime + i);
    }
  }

  int size() {
    return steps.length;
  }

  double[] steps() {
    return steps;
  }

  long[] times() {
    return times;
  }

  String place(int index) {
    return place + "[" + index + "]";
  }

  JsonNode value(int index) {
    return points.get(index).get(1);
  }

  /** The completion ratio of a preview, from 0 to below 1; 1 for an ordinary point. */
  float completion(int index) {
    JsonNode point = points.get(index);
    if (!point.hasNonNull(3)) {
      return 1f;
    }
    double completion = point.get(3).asDouble();
    if (!point.get(3).isNumber() || !(completion >= 0 && completion <= 1)) {
      throw new JsonFormatException(
          "%s[3] must be a completion from 0 to 1, not %s".formatted(place(index), point.get(3)));
    }
    return (float) completion;
  }

  private double readStep(int index, JsonNode point) {
    double step = SeedLimits.step(point.get(0), place(index) + "[0]");
    if (index > 0 && step <= steps[index - 1]) {
      throw new JsonFormatException(
          "%s: step %s does not follow step %s; steps must increase"
              .formatted(place(index), step, steps[index - 1]));
    }
    return step;
  }

  private long readTime(int index, JsonNode point, long otherwise) {
    long previous = index == 0 ? Long.MIN_VALUE : times[index - 1];
    if (!point.hasNonNull(2)) {
      return Math.max(previous, otherwise);
    }
    JsonNode time = point.get(2);
    if (!time.isIntegralNumber() || !time.canConvertToLong()) {
      throw new JsonFormatException(
          place(index) + "[2] must be a time in epoch milliseconds, not " + time);
    }
    if (time.asLong() < previous) {
      throw new JsonFormatException(
          "%s: time %s is before that of the previous point, %d"
              .formatted(place(index), time, previous));
    }
    return time.asLong();
  }
}
