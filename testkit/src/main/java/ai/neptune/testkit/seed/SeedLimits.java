package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The limits of what can be logged to Neptune (docs/protocol.md, 2). */
final class SeedLimits {
  private static final double STEP_BOUND = 1e12;
  private static final int STEP_DECIMALS = 6;

  private SeedLimits() {}

  /** The text, if its UTF-8 is not longer than allowed. */
  static String bounded(String text, int maxBytes, String place) {
    // A character takes three bytes at most, so short texts need not be encoded.
    if (text.length() * 3L > maxBytes && text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new JsonFormatException(
          "%s is longer than the %d bytes allowed".formatted(place, maxBytes));
    }
    return text;
  }

  /** A step: a number from 0 to below 10¹², a multiple of 10⁻⁶. */
  static double step(JsonNode node, String place) {
    if (!node.isNumber()) {
      throw new JsonFormatException(place + " must be a number, not " + node);
    }
    double step = node.asDouble();
    if (!(step >= 0 && step < STEP_BOUND)) {
      throw new JsonFormatException(place + " must be from 0 to below 1e12, not " + node);
    }
    if (node.isFloatingPointNumber()
        && new BigDecimal(Double.toString(step)).stripTrailingZeros().scale() > STEP_DECIMALS) {
      throw new JsonFormatException(place + " has more than six digits after the point: " + node);
    }
    // Adding zero turns -0.0, which is no step of its own, into 0.0.
    return step + 0.0;
  }
}
