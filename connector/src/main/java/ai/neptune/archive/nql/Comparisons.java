package ai.neptune.archive.nql;

import static ai.neptune.client.AttributeType.FILE_SERIES;
import static ai.neptune.client.AttributeType.HISTOGRAM_SERIES;

import ai.neptune.archive.nql.Condition.Compare;
import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The conditions on one attribute. A run without the attribute satisfies only NOT CONTAINS; NaN
 * satisfies no comparison but {@code !=} (docs/protocol.md, 6 and 9).
 */
final class Comparisons {

  private Comparisons() {}

  /** The condition that a run has the attribute. */
  static Condition exists(Operand operand) {
    requireQueryable(operand);
    return new Condition.Exists(operand.attribute());
  }

  /** A comparison with a value as it is written in the query. */
  static Condition of(Operand operand, Operator operator, String value) {
    requireQueryable(operand);
    return switch (operand.type()) {
      case STRING, STRING_SERIES -> ofString(operand, operator, value);
      case STRING_SET -> ofStringSet(operand, operator, value);
      case FLOAT, FLOAT_SERIES -> ofFloat(operand, operator, value);
      case INT -> ofInt(operand, operator, value);
      case BOOL -> ofBool(operand, operator, value);
      case DATETIME -> ofDatetime(operand, operator, value);
      default -> throw notApplicable(operand, operator);
    };
  }

  /** Checks that the attribute has the aggregate that the query names. */
  static void requireAggregate(Operand operand) {
    if (!operand.isFloatSeries()
        && !(operand.type().isSeries() && operand.aggregate() == Aggregate.LAST)) {
      throw new NqlSyntaxException(
          "%s has no aggregate %s".formatted(operand, operand.aggregate().symbol()));
    }
  }

  private static Condition ofString(Operand operand, Operator operator, String value) {
    return switch (operator) {
      case EQUAL -> new Condition.OneOf(operand, Set.of(value));
      case MATCHES, NOT_MATCHES -> {
        Pattern regex = Re2.compile(value);
        boolean expected = operator == Operator.MATCHES;
        yield present(operand, found -> regex.matcher((String) found).find() == expected);
      }
      case CONTAINS -> present(operand, found -> ((String) found).contains(value));
      case NOT_CONTAINS -> new Compare(operand, found -> !((String) found).contains(value), true);
      default -> present(operand, found -> operator.accepts(((String) found).compareTo(value)));
    };
  }

  private static Condition ofStringSet(Operand operand, Operator operator, String value) {
    return switch (operator) {
      case CONTAINS -> present(operand, found -> ((List<?>) found).contains(value));
      case NOT_CONTAINS -> new Compare(operand, found -> !((List<?>) found).contains(value), true);
      case MATCHES, NOT_MATCHES -> {
        Pattern regex = Re2.compile(value);
        boolean expected = operator == Operator.MATCHES;
        Predicate<Object> matches = item -> regex.matcher((String) item).find();
        yield present(operand, found -> ((List<?>) found).stream().anyMatch(matches) == expected);
      }
      default -> throw notApplicable(operand, operator);
    };
  }

  private static Condition ofFloat(Operand operand, Operator operator, String value) {
    requireComparison(operand, operator);
    double literal = Literals.number(operand, value);
    return present(operand, found -> compare((Double) found, operator, literal));
  }

  private static Condition ofInt(Operand operand, Operator operator, String value) {
    requireComparison(operand, operator);
    Long whole = Literals.wholeNumber(value);
    if (whole != null) {
      return present(operand, found -> operator.accepts(Long.compare((Long) found, whole)));
    }
    double literal = Literals.number(operand, value);
    return present(operand, found -> compare(((Long) found).doubleValue(), operator, literal));
  }

  private static Condition ofBool(Operand operand, Operator operator, String value) {
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw notApplicable(operand, operator);
    }
    Boolean expected = Literals.bool(operand, value) == (operator == Operator.EQUAL);
    return present(operand, expected::equals);
  }

  private static Condition ofDatetime(Operand operand, Operator operator, String value) {
    requireComparison(operand, operator);
    Instant literal = Literals.datetime(operand, value);
    return present(
        operand, found -> operator.accepts(Instant.ofEpochMilli((Long) found).compareTo(literal)));
  }

  private static Condition present(Operand operand, Predicate<Object> holds) {
    return new Compare(operand, holds, false);
  }

  private static boolean compare(double found, Operator operator, double literal) {
    if (Double.isNaN(found) || Double.isNaN(literal)) {
      return operator == Operator.NOT_EQUAL;
    }
    // Adding zero makes -0.0 equal to 0.0.
    return operator.accepts(Double.compare(found + 0.0, literal + 0.0));
  }

  private static void requireQueryable(Operand operand) {
    if (operand.type() == HISTOGRAM_SERIES || operand.type() == FILE_SERIES) {
      throw new NqlSyntaxException(
          "%s cannot be used in a query, because of its type".formatted(operand));
    }
  }

  private static void requireComparison(Operand operand, Operator operator) {
    if (!operator.isComparison()) {
      throw notApplicable(operand, operator);
    }
  }

  private static NqlSyntaxException notApplicable(Operand operand, Operator operator) {
    return new NqlSyntaxException(
        "%s does not apply to %s, because of its type".formatted(operator.symbol(), operand));
  }
}
