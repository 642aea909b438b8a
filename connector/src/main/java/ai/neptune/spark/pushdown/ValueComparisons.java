package ai.neptune.spark.pushdown;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.NameFilter;
import ai.neptune.client.query.Nql;
import ai.neptune.client.query.Nql.Operator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How an attribute of a type is compared with a literal, in NQL that holds wherever Spark's
 * comparison does. What is unknown of servers (docs/protocol.md, 9) makes a condition wider.
 */
enum ValueComparisons {
  FLOAT {
    /**
     * NaN is the largest of all to Spark and less than nothing to a server, so that "greater" is
     * sent as "not less". Zero equals minus zero; a server may tell them apart.
     */
    @Override
    Optional<Nql> of(AttributeDefinition attribute, String operator, Object literal) {
      double value = (Double) literal + 0.0;
      if (Double.isNaN(value)) {
        return Optional.empty();
      }
      double lowest = value == 0 ? -0.0 : value;
      return switch (operator) {
        case "=" ->
            Optional.of(
                value == 0
                    ? Nql.in(attribute, List.of(0.0, -0.0))
                    : Nql.compare(attribute, Operator.EQUAL, value));
        case "<" -> Optional.of(Nql.compare(attribute, Operator.LESS, value));
        case "<=" -> Optional.of(Nql.compare(attribute, Operator.LESS_OR_EQUAL, value));
        case ">" -> existsAndNot(Nql.compare(attribute, Operator.LESS_OR_EQUAL, value), attribute);
        case ">=" -> existsAndNot(Nql.compare(attribute, Operator.LESS, lowest), attribute);
        default -> Optional.empty();
      };
    }
  },

  INT {
    /** Beyond what a double holds exactly, a server may find numbers equal that are not. */
    @Override
    Optional<Nql> of(AttributeDefinition attribute, String operator, Object literal) {
      long value = (Long) literal;
      boolean isExact = value < EXACT_IN_DOUBLE && value > -EXACT_IN_DOUBLE;
      return switch (operator) {
        case "=" -> Optional.of(Nql.compare(attribute, Operator.EQUAL, value));
        case "<" ->
            Optional.of(
                Nql.compare(attribute, isExact ? Operator.LESS : Operator.LESS_OR_EQUAL, value));
        case "<=" -> Optional.of(Nql.compare(attribute, Operator.LESS_OR_EQUAL, value));
        case ">" ->
            Optional.of(
                Nql.compare(
                    attribute, isExact ? Operator.GREATER : Operator.GREATER_OR_EQUAL, value));
        case ">=" -> Optional.of(Nql.compare(attribute, Operator.GREATER_OR_EQUAL, value));
        default -> Optional.empty();
      };
    }
  },

  STRING {
    /** Strings are ordered differently everywhere: only what needs no order is sent. */
    @Override
    Optional<Nql> of(AttributeDefinition attribute, String operator, Object literal) {
      String text = literal.toString();
      String regex = NameFilter.escape(text);
      boolean isSearchable = !text.isEmpty() && text.length() <= LONGEST_REGEX;
      return switch (operator) {
        case "=" -> Optional.of(Nql.compare(attribute, Operator.EQUAL, text));
        case "STARTS_WITH" -> isSearchable ? matches(attribute, "^" + regex) : Optional.empty();
        case "ENDS_WITH" -> isSearchable ? matches(attribute, regex + "$") : Optional.empty();
        case "CONTAINS" ->
            isSearchable
                ? Optional.of(Nql.compare(attribute, Operator.CONTAINS, text))
                : Optional.empty();
        default -> Optional.empty();
      };
    }
  },

  BOOL {
    @Override
    Optional<Nql> of(AttributeDefinition attribute, String operator, Object literal) {
      return operator.equals("=")
          ? Optional.of(Nql.compare(attribute, Operator.EQUAL, literal))
          : Optional.empty();
    }
  },

  DATETIME {
    /** Spark's microseconds are widened to the milliseconds around them. */
    @Override
    Optional<Nql> of(AttributeDefinition attribute, String operator, Object literal) {
      Instant value = Instant.EPOCH.plus((Long) literal, ChronoUnit.MICROS);
      if (value.isBefore(FIRST_INSTANT) || value.isAfter(LAST_INSTANT)) {
        return Optional.empty();
      }
      Instant earliest = value.truncatedTo(ChronoUnit.MILLIS);
      Nql from = Nql.compare(attribute, Operator.GREATER_OR_EQUAL, earliest);
      Nql to = Nql.compare(attribute, Operator.LESS_OR_EQUAL, earliest.plusMillis(1));
      return switch (operator) {
        case "=" -> Optional.of(Nql.and(List.of(from, to)));
        case ">", ">=" -> Optional.of(from);
        case "<", "<=" -> Optional.of(to);
        default -> Optional.empty();
      };
    }
  };

  private static final long EXACT_IN_DOUBLE = 1L << 53;

  /** A server may limit the length of regular expressions. */
  private static final int LONGEST_REGEX = 1_000;

  /** Years of four digits, which every server reads. */
  private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T00:00:00Z");

  /** The type of the column and of every literal that it is compared with. */
  DataType literalType() {
    return switch (this) {
      case FLOAT -> DataTypes.DoubleType;
      case INT -> DataTypes.LongType;
      case STRING -> DataTypes.StringType;
      case BOOL -> DataTypes.BooleanType;
      case DATETIME -> DataTypes.TimestampType;
    };
  }

  /**
   * A condition that holds wherever the comparison does, if there is one.
   *
   * @param operator Spark's name of the comparison
   * @param literal what is compared with, as Spark keeps it
   */
  abstract Optional<Nql> of(AttributeDefinition attribute, String operator, Object literal);

  /** The comparisons of attributes of a type, a series by its last value. */
  static Optional<ValueComparisons> of(AttributeType type) {
    return switch (type) {
      case FLOAT, FLOAT_SERIES -> Optional.of(FLOAT);
      case INT -> Optional.of(INT);
      case STRING, STRING_SERIES -> Optional.of(STRING);
      case BOOL -> Optional.of(BOOL);
      case DATETIME -> Optional.of(DATETIME);
      case STRING_SET, FILE, FILE_SERIES, FILE_SET, ARTIFACT, HISTOGRAM_SERIES -> Optional.empty();
    };
  }

  private static Optional<Nql> matches(AttributeDefinition attribute, String regex) {
    return Optional.of(Nql.compare(attribute, Operator.MATCHES, regex));
  }

  private static Optional<Nql> existsAndNot(Nql condition, AttributeDefinition attribute) {
    return Optional.of(Nql.and(List.of(Nql.exists(attribute), Nql.not(condition))));
  }
}
