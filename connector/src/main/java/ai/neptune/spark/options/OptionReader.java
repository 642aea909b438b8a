package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads option values as types; a value that does not fit is an error that names the option. */
final class OptionReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)\\s*(ms|s|m|min|h|d)?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String DURATION_EXPECTED =
      "a duration such as 500ms, 30s, 5m or 1h, longer than 0 and at most 365d";
  private static final String NAMES_EXPECTED =
      "names separated by commas, or a JSON array of strings, such as [\"a,b\", \"[c\"], if names"
          + " contain commas or begin with [";

  private final Map<Option, String> values;
  private final String settingPrefix;

  private OptionReader(Map<Option, String> values, String settingPrefix) {
    this.values = values;
    this.settingPrefix = settingPrefix;
  }

  /** A reader of the known options among these; the others are not looked at. */
  static OptionReader of(Map<String, String> options) {
    return of(options, SessionDefaults.PREFIX);
  }

  /**
   * A reader of the known options among these.
   *
   * @param settingPrefix what the Spark settings begin with that these options can be set by
   */
  static OptionReader of(Map<String, String> options, String settingPrefix) {
    Map<Option, String> known = new EnumMap<>(Option.class);
    options.forEach(
        (name, value) -> {
          if (value != null) {
            Option.named(name).ifPresent(option -> known.put(option, value));
          }
        });
    return new OptionReader(known, settingPrefix);
  }

  /** The Spark setting that an option can be set by. */
  String setting(Option option) {
    return settingPrefix + option.optionName();
  }

  boolean has(Option option) {
    return values.containsKey(option);
  }

  /** The value as written; a value of blanks counts as none. */
  Optional<String> string(Option option) {
    return Optional.ofNullable(values.get(option)).filter(v -> !v.isBlank());
  }

  /**
   * An extended regular expression (docs/protocol.md, 6), also an empty one, which matches
   * everything. Only the server knows which regular expressions it takes.
   */
  Optional<String> pattern(Option option) {
    return Optional.ofNullable(values.get(option));
  }

  boolean bool(Option option, boolean otherwise) {
    return string(option)
        .map(
            v ->
                switch (v.trim().toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw invalid(option, v, "true or false");
                })
        .orElse(otherwise);
  }

  /**
   * A whole number of at least {@code least} and at most {@code most}; null if it is not set. It
   * may be written as {@code 5.0} or {@code 1e6}, as Python writes numbers.
   */
  @Nullable Integer integer(Option option, int least, int most) {
    String expected =
        most == Integer.MAX_VALUE
            ? "a whole number, " + least + " or more"
            : "a whole number from " + least + " to " + most;
    return string(option)
        .map(
            v -> {
              try {
                int number = new BigDecimal(v.trim()).intValueExact();
                if (number >= least && number <= most) {
                  return number;
                }
              } catch (ArithmeticException | NumberFormatException e) {
                throw invalid(option, v, expected, e);
              }
              throw invalid(option, v, expected);
            })
        .orElse(null);
  }

  /** A name for the records of an action, which becomes the name of a directory. */
  @Nullable String id(Option option) {
    return string(option)
        .map(String::trim)
        .map(
            id -> {
              if (ID.matcher(id).matches()) {
                return id;
              }
              throw invalid(
                  option,
                  id,
                  "a letter or digit, and at most 99 more letters, digits, '-', '_', '.'");
            })
        .orElse(null);
  }

  int integer(Option option, int least, int most, int otherwise) {
    Integer number = integer(option, least, most);
    return number == null ? otherwise : number;
  }

  /**
   * Names separated by commas, blanks around them dropped, or a JSON array of strings; each name
   * once. A list that is set but has no names is empty, which means none rather than all.
   */
  Optional<List<String>> names(Option option) {
    return Optional.ofNullable(values.get(option))
        .map(v -> names("option '" + option.optionName() + "'", v));
  }

  /**
   * The names in a list that was set some other way, read by the same rules.
   *
   * @param source the option or environment variable, for messages
   */
  static List<String> names(String source, String value) {
    Stream<String> names =
        value.trim().startsWith("[")
            ? jsonNames(source, value).stream()
            : Arrays.stream(value.split(",")).map(String::trim).filter(n -> !n.isEmpty());
    return names.distinct().toList();
  }

  /** Names as a list that is read as the same names. */
  static String list(Collection<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Names cannot be written as JSON.", e);
    }
  }

  private static List<String> jsonNames(String source, String value) {
    try {
      List<Object> items = JSON.readValue(value, new TypeReference<List<Object>>() {});
      if (items.stream().allMatch(String.class::isInstance)) {
        return items.stream().map(String.class::cast).toList();
      }
      throw invalid(source, value, NAMES_EXPECTED, null);
    } catch (JsonProcessingException e) {
      throw invalid(source, value, NAMES_EXPECTED, e);
    }
  }

  /**
   * A duration as {@code 60s}, {@code 30m}, {@code 500ms}, {@code 1h}; a bare number is seconds.
   */
  Duration duration(Option option, Duration otherwise) {
    return string(option).map(v -> duration(option, v)).orElse(otherwise);
  }

  private static Duration duration(Option option, String value) {
    Matcher matcher = DURATION.matcher(value.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw invalid(option, value, DURATION_EXPECTED);
    }
    long unitMillis =
        switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
          case "ms" -> 1;
          case "m", "min" -> Duration.ofMinutes(1).toMillis();
          case "h" -> Duration.ofHours(1).toMillis();
          case "d" -> Duration.ofDays(1).toMillis();
          default -> Duration.ofSeconds(1).toMillis();
        };
    BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitMillis));
    if (millis.compareTo(BigDecimal.ONE) < 0
        || millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0) {
      throw invalid(option, value, DURATION_EXPECTED);
    }
    return Duration.ofMillis(millis.longValue());
  }

  static InvalidOptionException invalid(Option option, String value, String expected) {
    return invalid(option, value, expected, null);
  }

  static InvalidOptionException invalid(
      Option option, String value, String expected, @Nullable Throwable cause) {
    return invalid("option '" + option.optionName() + "'", value, expected, cause);
  }

  /** The error of a value that was set by an option or an environment variable. */
  static InvalidOptionException invalid(String source, String value, String expected) {
    return invalid(source, value, expected, null);
  }

  private static InvalidOptionException invalid(
      String source, String value, String expected, @Nullable Throwable cause) {
    return new InvalidOptionException(
        "Invalid value '%s' for %s: expected %s.".formatted(value, source, expected), cause);
  }
}
