package ai.neptune.testkit.seed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where the clients of Neptune store a file: under its run, its attribute and, in a series, its
 * step. A digest keeps apart what is alike after that, as {@code a} + {@code b/c} and {@code a/b} +
 * {@code c}.
 */
final class StoragePath {
  // Two such parts, however they are changed, a step and a digest stay below the 800 bytes of a
  // path.
  private static final int MAX_PART_BYTES = 180;
  private static final int STEP_DECIMALS = 6;

  private StoragePath() {}

  /** The path of a single file. */
  static String of(String runId, String attribute) {
    return of(runId, attribute, "");
  }

  /** The path of a file in a series. */
  static String of(String runId, String attribute, double step) {
    return of(
        runId,
        attribute,
        new BigDecimal(step).setScale(STEP_DECIMALS, RoundingMode.HALF_EVEN).toPlainString() + "/");
  }

  private static String of(String runId, String attribute, String step) {
    int digest = Arrays.hashCode(new String[] {runId, attribute, step});
    return "%s/%s/%s%08x".formatted(part(runId), part(attribute), step, digest);
  }

  // Clients resolve the segments "." and ".." of a URL, so that its signature would not hold.
  private static String part(String name) {
    return Arrays.stream(shortened(name).split("/", -1))
        .map(segment -> segment.matches("\\.{0,2}") ? "_" + segment : segment)
        .collect(Collectors.joining("/"));
  }

  private static String shortened(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MAX_PART_BYTES);
    while (length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
