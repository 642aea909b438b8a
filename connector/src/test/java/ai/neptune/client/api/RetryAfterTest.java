package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2025-08-29T09:18:27Z");

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7000",
    "0.25,250",
    "' 2 ',2000",
    "'Fri, 29 Aug 2025 09:18:37 GMT',10000",
    "'Fri, 29 Aug 2025 09:18:00 GMT',0"
  })
  void understandsSecondsAndDates(String header, long millis) {
    assertThat(parse(header)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "NaN", "1s"})
  void doesNotGuess(String header) {
    assertThat(parse(header)).isNull();
  }

  @Test
  void survivesAnAbsurdNumber() {
    assertThat(parse("1e300")).isGreaterThan(Duration.ofDays(1000));
  }

  @Test
  void survivesADateInTheFarFuture() {
    assertThat(parse("Fri, 31 Dec 9999 23:59:59 GMT").toNanos()).isPositive();
  }

  private static Duration parse(String header) {
    return RetryAfter.of(header, NOW);
  }
}
