package ai.neptune.testkit.http;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one fault (testkit/README.md, "Faults"). */
record FaultReader(Pattern path, long times, FaultEffects fault) {
  private static final Set<String> FIELDS =
      Set.of(
          "path",
          "times",
          "status",
          "retryAfter",
          "headers",
          "body",
          "latencyMs",
          "bytesPerSecond",
          "truncateAfterBytes",
          "garble",
          "contentLength",
          "closeConnection",
          "repeatPageToken",
          "expireSignedUrls",
          "signedUrlPrefix");

  static FaultReader of(JsonNode node, String place) {
    JsonObject json = JsonObject.of(node, place);
    json.allowOnly(FIELDS);
    long times = json.integer("times", 1, -1, Long.MAX_VALUE);
    if (times == 0) {
      throw new JsonFormatException(place + ".times must be positive, or -1 for all requests");
    }
    Long latency = number(json, "latencyMs", 0);
    Long status = json.has("status") ? json.integer("status", 0, 200, 599) : null;
    FaultEffects fault =
        new FaultEffects(
            status == null ? null : status.intValue(),
            json.has("retryAfter") ? json.node("retryAfter").asText() : null,
            headers(json),
            body(json),
            latency == null ? null : Duration.ofMillis(latency),
            number(json, "bytesPerSecond", 1),
            number(json, "truncateAfterBytes", 0),
            json.bool("garble", false),
            number(json, "contentLength", 0),
            json.bool("closeConnection", false),
            json.bool("repeatPageToken", false),
            json.bool("expireSignedUrls", false),
            json.optionalString("signedUrlPrefix").orElse(null));
    return new FaultReader(path(json), times, fault);
  }

  private static Pattern path(JsonObject json) {
    try {
      return Pattern.compile(json.optionalString("path").orElse(""));
    } catch (PatternSyntaxException e) {
      throw new JsonFormatException(
          json.place() + ".path is not a regular expression: " + e.getDescription(), e);
    }
  }

  private static Map<String, String> headers(JsonObject json) {
    Map<String, String> headers = new LinkedHashMap<>();
    json.optionalObject("headers")
        .ifPresent(
            object ->
                object.names().forEach(name -> headers.put(name, object.node(name).asText())));
    return headers;
  }

  private static @Nullable Body body(JsonObject json) {
    try {
      return json.optionalString("body")
          .map(Base64.getDecoder()::decode)
          .map(Body::of)
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw new JsonFormatException(json.place() + ".body is not base64", e);
    }
  }

  private static @Nullable Long number(JsonObject json, String name, long min) {
    return json.has(name) ? json.integer(name, 0, min, Long.MAX_VALUE) : null;
  }
}
