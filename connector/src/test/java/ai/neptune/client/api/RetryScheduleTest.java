package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.neptune.client.RequestMetrics;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private final IOException broken = new IOException("broken");

  private final FakeTiming timing = new FakeTiming();
  private final RequestMetrics metrics = new RequestMetrics();

  @Test
  void backsOffTwiceAsLongEachTimeUpToHalfAMinute() {
    RetrySchedule retry = schedule(Duration.ofHours(1), Duration.ofHours(1));

    for (int i = 0; i < 9; i++) {
      retry.waitAfter(broken);
    }

    assertThat(timing.sleeps).containsExactlyElementsOf(seconds(0.5, 1, 2, 4, 8, 16, 30, 30, 30));
    assertThat(metrics.retries.sum()).isEqualTo(9);
    assertThat(metrics.rateLimitWaitNanos.sum()).isZero();
  }

  @Test
  void chanceShortensTheBackOff() {
    timing.chance = 0.25;
    RetrySchedule retry = schedule(Duration.ofHours(1), Duration.ofHours(1));

    retry.waitAfter(broken);
    retry.waitAfter(broken);

    assertThat(timing.sleeps).containsExactlyElementsOf(seconds(0.125, 0.25));
  }

  @Test
  void waitsAsToldAndThenBacksOffFromTheBeginning() {
    RetrySchedule retry = schedule(Duration.ofHours(1), Duration.ofHours(1));

    retry.waitAfter(broken);
    retry.waitAfter(broken);
    retry.waitAfter(busy(429, Duration.ofMillis(7_500)));
    retry.waitAfter(broken);

    assertThat(timing.sleeps).containsExactlyElementsOf(seconds(0.5, 1, 7.5, 0.5));
    assertThat(metrics.rateLimitWaitNanos.sum()).isEqualTo(Duration.ofMillis(7_500).toNanos());
  }

  @Test
  void givesUpWhenTheSoftLimitIsReached() {
    RetrySchedule retry = schedule(Duration.ofSeconds(10), Duration.ofHours(1));

    Throwable thrown = catchThrowable(() -> failForEver(retry, broken));

    assertThat(thrown)
        .isInstanceOf(RetriesExhaustedException.class)
        .hasCause(broken)
        .hasMessageContainingAll("the question", "6 times", "10.0 s", "broken");
    assertThat(timing.sleeps)
        .as("the last attempt is made at the limit")
        .containsExactlyElementsOf(seconds(0.5, 1, 2, 4, 2.5));
  }

  @Test
  void toldWaitsDoNotCountAgainstTheSoftLimit() {
    RetrySchedule retry = schedule(Duration.ofSeconds(10), Duration.ofHours(1));

    for (int i = 0; i < 100; i++) {
      retry.waitAfter(busy(503, Duration.ofSeconds(20)));
    }

    assertThat(timing.now).isEqualTo(Duration.ofSeconds(2_000).toNanos());
  }

  @Test
  void waitsThatTheServerAskedOthersForDoNotCountEither() {
    RetrySchedule retry = schedule(Duration.ofSeconds(10), Duration.ofHours(1));
    timing.now += Duration.ofSeconds(60).toNanos();
    retry.excuse(Duration.ofSeconds(60).toNanos());

    retry.waitAfter(broken);

    assertThat(timing.sleeps).hasSize(1);
  }

  @Test
  void everythingCountsAgainstTheHardLimit() {
    RetrySchedule retry = schedule(Duration.ofSeconds(10), Duration.ofSeconds(50));

    assertThatThrownBy(() -> failForEver(retry, busy(429, Duration.ofSeconds(20))))
        .isInstanceOf(RetriesExhaustedException.class);
    assertThat(timing.sleeps)
        .as("a wait that would end behind the limit is not begun")
        .containsExactlyElementsOf(seconds(20, 20));
  }

  @Test
  void progressGivesAllTheTimeAnew() {
    RetrySchedule retry = schedule(Duration.ofSeconds(10), Duration.ofSeconds(10));
    for (int i = 0; i < 100; i++) {
      retry.waitAfter(broken);
      retry.waitAfter(broken);
      retry.progress();
    }

    assertThat(timing.sleeps).hasSize(200).isSubsetOf(seconds(0.5, 1));
  }

  @Test
  void anInterruptCancels() {
    RetrySchedule retry =
        new RetrySchedule(
            "the question",
            Duration.ofHours(1),
            Duration.ofHours(1),
            metrics,
            RetrySchedule.Timing.REAL);
    Thread.currentThread().interrupt();

    Throwable thrown = catchThrowable(() -> retry.waitAfter(busy(429, Duration.ofMinutes(1))));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(CancellationException.class);
  }

  private RetrySchedule schedule(Duration soft, Duration hard) {
    return new RetrySchedule("the question", soft, hard, metrics, timing);
  }

  private static void failForEver(RetrySchedule retry, IOException failure) {
    while (true) {
      retry.waitAfter(failure);
    }
  }

  private static TransientResponseException busy(int status, Duration retryAfter) {
    return new TransientResponseException(status, retryAfter, "busy");
  }

  private static List<Long> seconds(double... seconds) {
    return Arrays.stream(seconds).mapToObj(s -> (long) (s * 1e9)).toList();
  }
}
