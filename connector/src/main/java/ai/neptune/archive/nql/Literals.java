package ai.neptune.archive.nql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as a query writes them, with or without quotes. */
final class Literals {

  /** Java would also read {@code 1d} and {@code 0x1p3}. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private Literals() {}

  /** A whole number that an int attribute can have; null for any other value. */
  static @Nullable Long wholeNumber(String value) {
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static double number(Operand operand, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!NUMBER.matcher(value).matches()) {
          throw invalid(operand, value, "a number");
        }
        yield Double.parseDouble(value);
      }
    };
  }

  static boolean bool(Operand operand, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(operand, value, "True or False");
    };
  }

  static Instant datetime(Operand operand, String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw invalid(operand, value, "a date and time with an offset, as in 2025-08-29T09:18:27Z");
    }
  }

  private static NqlSyntaxException invalid(Operand operand, String value, String expected) {
    return new NqlSyntaxException(
        "%s is compared with '%s', which is not %s".formatted(operand, value, expected));
  }
}
