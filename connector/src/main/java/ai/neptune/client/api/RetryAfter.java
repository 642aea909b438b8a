package ai.neptune.client.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds, decimals allowed, or an HTTP date (docs/protocol.md, 7).
 */
final class RetryAfter {

  static final String HEADER = "Retry-After";

  private static final double LONGEST_SECONDS = 1e9;

  private RetryAfter() {}

  /**
   * How long to wait from now on, or null if the header is missing or invalid.
   *
   * @param header the header's value, or null if there is none
   */
  static @Nullable Duration of(@Nullable String header, Instant now) {
    String value = header == null ? "" : header.strip();
    if (value.isEmpty()) {
      return null;
    }
    return Character.isLetter(value.charAt(0)) ? untilDate(value, now) : seconds(value);
  }

  private static @Nullable Duration seconds(String value) {
    try {
      double seconds = Double.parseDouble(value);
      return seconds >= 0
          ? Duration.ofNanos((long) (Math.min(seconds, LONGEST_SECONDS) * 1e9))
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Duration untilDate(String value, Instant now) {
    try {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      Instant latest = now.plusSeconds((long) LONGEST_SECONDS);
      return date.isBefore(now)
          ? Duration.ZERO
          : Duration.between(now, date.isBefore(latest) ? date : latest);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
