package ai.neptune.testkit.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object at a place of a document. Fields are read by name and type; null counts as absent;
 * a field of another type is a {@link JsonFormatException}.
 */
public final class JsonObject {
  private static final JsonMapper MAPPER = JsonDocuments.MAPPER;

  private final JsonNode node;
  private final String place;

  private JsonObject(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** The object at a place. */
  public static JsonObject of(JsonNode node, String place) {
    if (!node.isObject()) {
      throw new JsonFormatException(place + " must be an object, not " + describe(node));
    }
    return new JsonObject(node, place);
  }

  /** Parses a document that is one object. */
  public static JsonObject parse(byte[] document, String place) {
    try {
      JsonNode node = MAPPER.readTree(document);
      return of(node, place);
    } catch (JsonProcessingException e) {
      throw new JsonFormatException(place + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new JsonFormatException(place + " is not JSON", e);
    }
  }

  /** Where the object is in its document. */
  public String place() {
    return place;
  }

  /** Fails if there is a field of another name. */
  public void allowOnly(Set<String> names) {
    for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
      String name = fields.next();
      if (!names.contains(name)) {
        throw new JsonFormatException(
            "%s has an unknown field \"%s\"; known are %s"
                .formatted(place, name, String.join(", ", names.stream().sorted().toList())));
      }
    }
  }

  /** Whether there is a field that is not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The names of all fields. */
  public List<String> names() {
    List<String> names = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The value of a field that must be there. */
  public JsonNode node(String name) {
    if (!has(name)) {
      throw new JsonFormatException(place + " has no field \"" + name + "\"");
    }
    return node.get(name);
  }

  /** A string that must be there. */
  public String string(String name) {
    return typed(name, JsonNodeType.STRING, "a string").asText();
  }

  /** A string, if it is there. */
  public Optional<String> optionalString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /** A boolean, or a default. */
  public boolean bool(String name, boolean otherwise) {
    return has(name) ? typed(name, JsonNodeType.BOOLEAN, "true or false").asBoolean() : otherwise;
  }

  /** A whole number that must be there. */
  public long integer(String name) {
    JsonNode value = typed(name, JsonNodeType.NUMBER, "a whole number");
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new JsonFormatException(
          "%s must be a whole number, not %s".formatted(placeOf(name), value));
    }
    return value.asLong();
  }

  /** A whole number within bounds, or a default. */
  public long integer(String name, long otherwise, long min, long max) {
    if (!has(name)) {
      return otherwise;
    }
    long value = integer(name);
    if (value < min || value > max) {
      throw new JsonFormatException(
          "%s must be from %d to %d, not %d".formatted(placeOf(name), min, max, value));
    }
    return value;
  }

  /** A number, if it is there. */
  public Optional<Double> optionalNumber(String name) {
    return has(name)
        ? Optional.of(typed(name, JsonNodeType.NUMBER, "a number").asDouble())
        : Optional.empty();
  }

  /** An object that must be there. */
  public JsonObject object(String name) {
    return of(node(name), placeOf(name));
  }

  /** An object, if it is there. */
  public Optional<JsonObject> optionalObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** A list of objects; empty if it is not there. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode element : list(name)) {
      objects.add(of(element, placeOf(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** A list of strings, if it is there. */
  public Optional<List<String>> optionalStrings(String name) {
    return has(name) ? Optional.of(strings(name)) : Optional.empty();
  }

  /** A list of strings; empty if it is not there. */
  public List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isTextual()) {
        throw new JsonFormatException(
            "%s[%d] must be a string, not %s"
                .formatted(placeOf(name), strings.size(), describe(element)));
      }
      strings.add(element.asText());
    }
    return strings;
  }

  private Iterable<JsonNode> list(String name) {
    return has(name) ? typed(name, JsonNodeType.ARRAY, "a list") : List.of();
  }

  private JsonNode typed(String name, JsonNodeType type, String expected) {
    JsonNode value = node(name);
    if (value.getNodeType() != type) {
      throw new JsonFormatException(
          "%s must be %s, not %s".formatted(placeOf(name), expected, describe(value)));
    }
    return value;
  }

  private String placeOf(String name) {
    return place + "." + name;
  }

  private static String describe(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
