package ai.neptune.testkit.seed;

import ai.neptune.testkit.json.JsonFormatException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeType;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** Reads the values of single-valued attributes. */
final class AttributeReader {
  private static final Set<String> VALUE_FIELDS = Set.of("type", "value");
  private static final Set<String> OPAQUE_FIELDS = Set.of("type");
  private static final int MAX_STRING_BYTES = 1024 * 1024;

  private final FileReader files;

  AttributeReader(FileReader files) {
    this.files = files;
  }

  /** The value, as {@link ai.neptune.testkit.model.Run} holds it. */
  Object read(String name, AttributeType type, JsonObject json) {
    if (type == AttributeType.FILE) {
      return files.readAttribute(name, json);
    }
    if (type.isOpaque()) {
      json.allowOnly(OPAQUE_FIELDS);
      return type;
    }
    json.allowOnly(VALUE_FIELDS);
    String place = json.place() + ".value";
    return switch (type) {
      case FLOAT -> number(json.node("value"), place);
      case INT -> json.integer("value");
      case BOOL -> {
        json.node("value");
        yield json.bool("value", false);
      }
      case STRING -> SeedLimits.bounded(json.string("value"), MAX_STRING_BYTES, place);
      case DATETIME -> millis(json.string("value"), place);
      case STRING_SET -> stringSet(json, place);
      default -> throw new IllegalStateException("no single value: " + type);
    };
  }

  /** A number, or one of the strings "NaN", "Infinity" and "-Infinity". */
  static double number(JsonNode node, String place) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return switch (node.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new JsonFormatException(
              "%s must be a number, \"NaN\", \"Infinity\" or \"-Infinity\", not %s"
                  .formatted(place, node));
    };
  }

  /** The epoch milliseconds of an ISO-8601 date and time with an offset. */
  static long millis(String text, String place) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new JsonFormatException(
          "%s must be an ISO-8601 date and time with an offset, such as"
              .concat(" 2025-08-29T09:18:27.946Z, not \"%s\"")
              .formatted(place, text),
          e);
    }
  }

  private static List<String> stringSet(JsonObject json, String place) {
    json.node("value");
    List<String> values = json.strings("value").stream().distinct().toList();
    long bytes = 0;
    for (String value : values) {
      bytes += value.getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MAX_STRING_BYTES) {
      throw new JsonFormatException(place + " is longer than 1 MiB");
    }
    return values;
  }
}
