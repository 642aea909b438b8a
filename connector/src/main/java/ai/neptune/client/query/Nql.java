package ai.neptune.client.query;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.RequestLimits;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition in NQL (docs/protocol.md, 6), in the form that the Python client writes: names in
 * back-ticks with their types, values in quotation marks, every child in parentheses.
 *
 * @param text the condition as it is sent
 */
public record Nql(String text) implements Serializable {

  /** The longest query, in bytes of UTF-8 (docs/protocol.md, 4.10). */
  public static final int MAX_BYTES = RequestLimits.NQL_BYTES;

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  /** A comparison of an attribute with a value. */
  public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    MATCHES("MATCHES"),
    NOT_MATCHES("NOT MATCHES"),
    CONTAINS("CONTAINS"),
    NOT_CONTAINS("NOT CONTAINS");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }

  /** The attribute that holds what users call an experiment or a run. */
  public static AttributeDefinition nameOf(Container container) {
    return new AttributeDefinition(container.nameAttribute(), AttributeType.STRING);
  }

  /** Whether NQL can name an attribute: back-ticks have no escape. */
  public static boolean canName(String attribute) {
    return attribute.indexOf('`') < 0;
  }

  /**
   * A comparison with a value: a String, Boolean, Long, Double, or Instant (taken to the
   * millisecond). A series is compared by its last value.
   *
   * @throws IllegalArgumentException if the attribute cannot be named
   */
  public static Nql compare(AttributeDefinition attribute, Operator operator, Object value) {
    return new Nql(name(attribute) + " " + operator.symbol + " " + quoted(literal(value)));
  }

  /** Whether a run has the attribute, with this type. */
  public static Nql exists(AttributeDefinition attribute) {
    return new Nql(name(attribute) + " EXISTS");
  }

  /** Equality with one of several values, at least one. */
  public static Nql in(AttributeDefinition attribute, Collection<?> values) {
    return or(values.stream().map(value -> compare(attribute, Operator.EQUAL, value)).toList());
  }

  /** All of several conditions, at least one. */
  public static Nql and(List<Nql> conditions) {
    return joined(" AND ", conditions);
  }

  /** Any of several conditions, at least one. */
  public static Nql or(List<Nql> conditions) {
    return joined(" OR ", conditions);
  }

  /** The opposite of a condition. */
  public static Nql not(Nql condition) {
    return new Nql("NOT (" + condition + ")");
  }

  /**
   * Equality with one of many values, and a condition: in as many queries as it takes to keep each
   * within {@link #MAX_BYTES}. The caller merges what they find.
   *
   * @param condition what has to hold as well, or null
   */
  public static List<Nql> inBatches(
      AttributeDefinition attribute, Collection<String> values, @Nullable Nql condition) {
    List<Nql> comparisons =
        values.stream().map(value -> compare(attribute, Operator.EQUAL, value)).toList();
    int fixedBytes = condition == null ? 0 : bytes("(" + condition + ") AND ()");
    return RequestBatches.split(
            comparisons,
            Integer.MAX_VALUE,
            MAX_BYTES - fixedBytes,
            comparison -> bytes("(" + comparison + ") OR "))
        .stream()
        .map(some -> query(condition, some))
        .toList();
  }

  /** Whether the condition names an attribute. */
  public boolean names(AttributeDefinition attribute) {
    return canName(attribute.name()) && text.contains(name(attribute));
  }

  @Override
  public String toString() {
    return text;
  }

  private static Nql query(@Nullable Nql condition, List<Nql> alternatives) {
    Nql any = or(alternatives);
    return condition == null ? any : and(List.of(condition, any));
  }

  private static Nql joined(String operator, List<Nql> conditions) {
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("No condition to join with" + operator);
    }
    return new Nql(
        conditions.stream()
            .map(condition -> "(" + condition + ")")
            .collect(Collectors.joining(operator)));
  }

  private static String name(AttributeDefinition attribute) {
    if (!canName(attribute.name())) {
      throw new IllegalArgumentException(
          "NQL cannot name an attribute with a back-tick: " + attribute.name());
    }
    return "`" + attribute.name() + "`:" + attribute.type().wireName();
  }

  private static String literal(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? "True" : "False";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Instant instant) {
      return MILLISECONDS.format(instant.atOffset(ZoneOffset.UTC));
    }
    return value.toString();
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    return Double.toString(number).replace('E', 'e');
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
