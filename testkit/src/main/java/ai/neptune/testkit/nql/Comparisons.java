package ai.neptune.testkit.nql;

import ai.neptune.testkit.model.Aggregate;
import ai.neptune.testkit.model.AttributeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The conditions on one attribute. A run without the attribute satisfies none of them, but NOT
 * CONTAINS; NaN satisfies no comparison but {@code !=} (docs/protocol.md, 6 and 9).
 */
final class Comparisons {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private Comparisons() {}

  static Condition exists(Operand operand) {
    requireQueryable(operand);
    return run -> run.has(operand.name(), operand.type());
  }

  static Condition of(Operand operand, Operator operator, String value) {
    requireQueryable(operand);
    return switch (operand.type()) {
      case STRING, STRING_SERIES -> onString(operand, operator, value);
      case STRING_SET -> onStringSet(operand, operator, value);
      case FLOAT, FLOAT_SERIES -> onFloat(operand, operator, value);
      case INT -> onInt(operand, operator, value);
      case BOOL -> onBool(operand, operator, value);
      case DATETIME -> onDatetime(operand, operator, value);
      default -> throw notApplicable(operand, operator);
    };
  }

  private static Condition onString(Operand operand, Operator operator, String value) {
    return switch (operator) {
      case EQUAL -> new StringEquality(operand, Set.of(value));
      case MATCHES, NOT_MATCHES -> {
        Predicate<String> matches = ServerRegex.finder(value);
        boolean expected = operator == Operator.MATCHES;
        yield ifPresent(operand, found -> matches.test((String) found) == expected);
      }
      case CONTAINS -> ifPresent(operand, found -> ((String) found).contains(value));
      case NOT_CONTAINS ->
          run -> !(operand.valueOf(run) instanceof String found && found.contains(value));
      default -> ifPresent(operand, found -> operator.accepts(((String) found).compareTo(value)));
    };
  }

  private static Condition onStringSet(Operand operand, Operator operator, String value) {
    return switch (operator) {
      case CONTAINS -> ifPresent(operand, found -> ((List<?>) found).contains(value));
      case NOT_CONTAINS ->
          run -> !(operand.valueOf(run) instanceof List<?> found && found.contains(value));
      case MATCHES, NOT_MATCHES -> {
        Predicate<String> matches = ServerRegex.finder(value);
        boolean expected = operator == Operator.MATCHES;
        yield ifPresent(
            operand,
            found ->
                ((List<?>) found).stream().anyMatch(item -> matches.test((String) item))
                    == expected);
      }
      default -> throw notApplicable(operand, operator);
    };
  }

  private static Condition onFloat(Operand operand, Operator operator, String value) {
    requireComparison(operand, operator);
    double literal = number(operand, value);
    return ifPresent(operand, found -> compare((Double) found, operator, literal));
  }

  private static Condition onInt(Operand operand, Operator operator, String value) {
    requireComparison(operand, operator);
    try {
      long literal = Long.parseLong(value);
      return ifPresent(operand, found -> operator.accepts(Long.compare((Long) found, literal)));
    } catch (NumberFormatException e) {
      double literal = number(operand, value);
      return ifPresent(operand, found -> compare(((Long) found).doubleValue(), operator, literal));
    }
  }

  private static Condition onBool(Operand operand, Operator operator, String value) {
    String literal = value.toLowerCase(Locale.ROOT);
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw notApplicable(operand, operator);
    }
    if (!literal.equals("true") && !literal.equals("false")) {
      throw badValue(operand, value, "True or False");
    }
    boolean expected = literal.equals("true") == (operator == Operator.EQUAL);
    return ifPresent(operand, found -> (Boolean) found == expected);
  }

  private static Condition onDatetime(Operand operand, Operator operator, String value) {
    requireComparison(operand, operator);
    try {
      Instant literal = OffsetDateTime.parse(value).toInstant();
      return ifPresent(
          operand,
          found -> operator.accepts(Instant.ofEpochMilli((Long) found).compareTo(literal)));
    } catch (DateTimeException e) {
      throw badValue(operand, value, "an ISO-8601 date and time with an offset");
    }
  }

  private static Condition ifPresent(Operand operand, Predicate<Object> predicate) {
    return run -> {
      Object found = operand.valueOf(run);
      return found != null && predicate.test(found);
    };
  }

  private static boolean compare(double found, Operator operator, double literal) {
    if (Double.isNaN(found) || Double.isNaN(literal)) {
      return operator == Operator.NOT_EQUAL;
    }
    // Adding zero makes 0.0 and -0.0 equal.
    return operator.accepts(Double.compare(found + 0.0, literal + 0.0));
  }

  private static double number(Operand operand, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan", "+nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> finiteNumber(operand, value);
    };
  }

  private static double finiteNumber(Operand operand, String value) {
    // Java also reads 1d and 0x1p3, which are no numbers of NQL.
    if (!NUMBER.matcher(value).matches()) {
      throw badValue(operand, value, "a number");
    }
    return Double.parseDouble(value);
  }

  private static void requireQueryable(Operand operand) {
    AttributeType type = operand.type();
    if (type == AttributeType.FILE_SERIES
        || type == AttributeType.HISTOGRAM_SERIES
        || type.isOpaque()) {
      throw new NqlException(
          "`%s`: a %s cannot be used in a query".formatted(operand.name(), type.wireName()));
    }
    if (type == AttributeType.STRING_SERIES && operand.aggregate() != Aggregate.LAST) {
      throw new NqlException(
          "`%s`: a stringSeries has no aggregate but last".formatted(operand.name()));
    }
  }

  private static void requireComparison(Operand operand, Operator operator) {
    if (!operator.isComparison()) {
      throw notApplicable(operand, operator);
    }
  }

  private static NqlException notApplicable(Operand operand, Operator operator) {
    return new NqlException(
        "`%s`: %s does not apply to a %s"
            .formatted(operand.name(), operator.symbol(), operand.type().wireName()));
  }

  private static NqlException badValue(Operand operand, String value, String expected) {
    return new NqlException("`%s`: \"%s\" is not %s".formatted(operand.name(), value, expected));
  }
}
