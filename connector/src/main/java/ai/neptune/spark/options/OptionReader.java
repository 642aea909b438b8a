package ai.neptune.spark.options;

import ai.neptune.errors.InvalidOptionException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads option values as types; a value that does not fit is an error that names the option. */
final class OptionReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|min|h|d)?");

  private final Map<Option, String> values;

  private OptionReader(Map<Option, String> values) {
    this.values = values;
  }

  /** A reader of the known options among these; the others are not looked at. */
  static OptionReader of(Map<String, String> options) {
    Map<Option, String> known = new EnumMap<>(Option.class);
    options.forEach((name, value) -> Option.named(name).ifPresent(o -> known.put(o, value)));
    return new OptionReader(known);
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

  /** A whole number of at least {@code least} and at most {@code most}; null if it is not set. */
  Integer integer(Option option, int least, int most) {
    String allowed =
        most == Integer.MAX_VALUE
            ? "a whole number, " + least + " or more"
            : "a whole number from " + least + " to " + most;
    return string(option)
        .map(
            v -> {
              try {
                int number = Integer.parseInt(v.trim());
                if (number >= least && number <= most) {
                  return number;
                }
              } catch (NumberFormatException e) {
                throw invalid(option, v, allowed, e);
              }
              throw invalid(option, v, allowed);
            })
        .orElse(null);
  }

  int integer(Option option, int least, int most, int otherwise) {
    Integer number = integer(option, least, most);
    return number == null ? otherwise : number;
  }

  /** Names separated by commas, blanks around them dropped, or a JSON array of strings. */
  Optional<List<String>> names(Option option) {
    return string(option)
        .map(
            v -> {
              if (v.trim().startsWith("[")) {
                return jsonNames(option, v);
              }
              return Arrays.stream(v.split(","))
                  .map(String::trim)
                  .filter(n -> !n.isEmpty())
                  .toList();
            });
  }

  private static List<String> jsonNames(Option option, String value) {
    String allowed =
        "names separated by commas, or a JSON array of strings when names hold commas or begin"
            + " with [";
    try {
      List<Object> items = JSON.readValue(value, new TypeReference<List<Object>>() {});
      if (items.stream().allMatch(String.class::isInstance)) {
        return items.stream().map(String.class::cast).toList();
      }
      throw invalid(option, value, allowed);
    } catch (JsonProcessingException e) {
      throw invalid(option, value, allowed, e);
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
      throw invalid(option, value, DURATION_ALLOWED);
    }
    try {
      long amount = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m", "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
          };
      if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
        throw invalid(option, value, DURATION_ALLOWED);
      }
      return duration;
    } catch (NumberFormatException | ArithmeticException e) {
      throw invalid(option, value, DURATION_ALLOWED, e);
    }
  }

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String DURATION_ALLOWED =
      "a time such as 500ms, 60s, 30m or 1h, longer than zero and at most 365d";

  static InvalidOptionException invalid(Option option, String value, String allowed) {
    return invalid(option, value, allowed, null);
  }

  static InvalidOptionException invalid(
      Option option, String value, String allowed, Throwable cause) {
    return new InvalidOptionException(
        "Option '%s' has the value '%s'; allowed is %s."
            .formatted(option.optionName(), value, allowed),
        cause);
  }
}
