package ai.neptune.spark.it.soak;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Generates random faults that a client can recover from. */
final class RandomFaults {

  private static final List<String> API =
      List.of(
          "oauth-token",
          "entries/search",
          "definitions/query",
          "leaderboard/attributes/query",
          "series/float",
          "attributes/series$",
          "timeseries/buckets",
          "signedUrl");
  private static final String STORAGE = "/storage/";

  private final Random random;
  private int injected;
  private boolean finalIfRepeated;

  RandomFaults(Random random) {
    this.random = random;
  }

  /** The number of faults generated so far. */
  int injected() {
    return injected;
  }

  /** Returns a few faults as a JSON array; each affects one or two requests of one kind. */
  String next() {
    int count = 1 + random.nextInt(6);
    finalIfRepeated = false;
    return IntStream.range(0, count)
        .mapToObj(i -> random.nextInt(4) == 0 ? fault(STORAGE) : fault(oneOf(API)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String fault(String path) {
    int times = 1 + random.nextInt(2);
    injected += times;
    // A second rejection in a row would be final, so each list has at most one.
    int kinds = finalIfRepeated ? 8 : 9;
    int kind = random.nextInt(kinds);
    finalIfRepeated |= kind == 8;
    String what =
        switch (kind) {
          case 0 -> "\"status\": " + (500 + random.nextInt(5));
          case 1 -> "\"status\": 429, \"retryAfter\": 0." + random.nextInt(10);
          case 2 -> "\"status\": 503, \"retryAfter\": 0.2";
          case 3 -> "\"closeConnection\": true";
          case 4 -> "\"truncateAfterBytes\": " + random.nextInt(3_000);
          case 5 -> "\"latencyMs\": " + random.nextInt(400);
          case 6 -> "\"bytesPerSecond\": " + (100_000 + random.nextInt(900_000));
          case 7 ->
              // For files, the connector checks the length against the known size.
              path.equals(STORAGE) ? "\"closeConnection\": true" : "\"contentLength\": 100000000";
          default -> {
            times = 1;
            yield rejection(path);
          }
        };
    return "{\"path\": \"%s\", \"times\": %d, %s}".formatted(path, times, what);
  }

  private static String rejection(String path) {
    return switch (path) {
      case STORAGE -> "\"expireSignedUrls\": true";
      // Rejecting the API token is final.
      case "oauth-token" -> "\"latencyMs\": 50";
      default -> "\"status\": 401";
    };
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
