package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.RequestMetrics;
import ai.neptune.client.http.HttpOrigin;
import ai.neptune.errors.HostUnreachableException;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Many requests to one host that is down, one after the other. */
class OutageTest {

  private static final Duration SOFT = Duration.ofMinutes(30);
  private static final Duration HARD = Duration.ofMinutes(60);

  private final FakeTiming timing = new FakeTiming();
  private final Outage outage = new Outage(new HttpOrigin("https", "storage", 443), timing);

  @Test
  void aSilentHostIsNoticedOnceForAllRequests() {
    assertThatThrownBy(this::failSilentlyForEver)
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContainingAll("https://storage:443 has not responded", "retrySoftTimeout");
    assertThat(timing.now).isBetween(SOFT.toNanos(), SOFT.plusMinutes(2).toNanos());

    long noticed = timing.now;
    for (int i = 0; i < 10_000; i++) {
      assertThatThrownBy(this::failSilentlyForEver).isInstanceOf(HostUnreachableException.class);
    }
    assertThat(timing.now).as("one attempt each, without any wait").isEqualTo(noticed);
  }

  @Test
  void aHostThatOnlyFailsIsNotRetriedAnewByEachRequest() {
    for (int i = 0; i < 10_000; i++) {
      assertThatThrownBy(() -> failForEver(busy(503, null)))
          .isInstanceOf(RetriesExhaustedException.class)
          .isNotInstanceOf(HostUnreachableException.class);
    }
    assertThat(timing.now).isLessThan(SOFT.plusMinutes(2).toNanos());
  }

  @Test
  void requestsThatBeginLateHaveTheTimeThatIsLeft() {
    RetrySchedule first = schedule();
    for (int i = 0; i < 50; i++) {
      fail(first, null);
    }
    long begun = timing.now;

    assertThatThrownBy(this::failSilentlyForEver).isInstanceOf(HostUnreachableException.class);
    assertThat(timing.now - begun).isPositive().isLessThan(SOFT.toNanos() - begun + 1);
  }

  @Test
  void aResponseEndsIt() {
    assertThatThrownBy(this::failSilentlyForEver).isInstanceOf(HostUnreachableException.class);

    outage.responded();

    fail(schedule(), null);
    assertThat(outage.nanosLeft(SOFT, HARD)).isEqualTo(SOFT.toNanos() - lastSleep());
  }

  @Test
  void anAttemptThatHangsWhileOthersSucceedIsNoOutage() {
    long begun = timing.now;
    timing.now += HARD.toNanos();
    outage.responded();

    outage.failed(begun, null, SOFT);

    assertThat(outage.isSilentFor(Duration.ofNanos(1))).isFalse();
    assertThat(outage.nanosLeft(SOFT, HARD)).isEqualTo(SOFT.toNanos());
  }

  @Test
  void whatHappenedLongAgoSaysNothing() {
    assertThatThrownBy(this::failSilentlyForEver).isInstanceOf(HostUnreachableException.class);

    timing.now += Duration.ofMinutes(5).toNanos();

    fail(schedule(), null);
    assertThat(timing.sleeps.get(timing.sleeps.size() - 1)).isPositive();
  }

  @Test
  void waitsThatTheHostAsksForCountAgainstTheHardLimitOnly() {
    assertThatThrownBy(() -> failForEver(busy(503, Duration.ofMinutes(4))))
        .isInstanceOf(RetriesExhaustedException.class);

    assertThat(timing.now).isBetween(SOFT.plusMinutes(20).toNanos(), HARD.toNanos());
  }

  @Test
  void aWaitThatSeveralRequestsAreToldIsExcusedOnce() {
    for (int i = 0; i < 100; i++) {
      outage.failed(timing.now, busy(503, Duration.ofSeconds(40)), SOFT);
    }

    assertThat(outage.nanosLeft(SOFT, HARD)).isEqualTo(SOFT.plusSeconds(40).toNanos());
  }

  @Test
  void failuresCanBeSentToTheDriver() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new NoResponseException(outage, new IOException("silence")));
      out.writeObject(new TransientResponseException(503, null, "busy", outage));
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat((IOException) in.readObject()).hasMessage("silence");
      assertThat((IOException) in.readObject()).hasMessage("busy");
    }
  }

  private void failSilentlyForEver() {
    failForEver(null);
  }

  private void failForEver(TransientResponseException response) {
    RetrySchedule retry = schedule();
    while (true) {
      fail(retry, response);
    }
  }

  private void fail(RetrySchedule retry, TransientResponseException response) {
    outage.failed(timing.now, response, SOFT);
    retry.waitAfter(
        response == null ? new NoResponseException(outage, new IOException("silence")) : response);
  }

  private TransientResponseException busy(int status, Duration retryAfter) {
    return new TransientResponseException(status, retryAfter, "busy", outage);
  }

  private long lastSleep() {
    return timing.sleeps.get(timing.sleeps.size() - 1);
  }

  private RetrySchedule schedule() {
    return new RetrySchedule("transfer", SOFT, HARD, new RequestMetrics(), timing);
  }
}
