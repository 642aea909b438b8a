package ai.neptune.client.api;

import ai.neptune.client.http.HttpOrigin;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * For how long one host has failed all requests of this JVM. Retries of every request to it count
 * from there, so that a host that is down is noticed once, and not again by each request
 * (docs/protocol.md, 7). Safe for use by several threads.
 */
final class Outage {

  /**
   * A longer break between a failure and the next attempt than any back-off makes: then nobody has
   * tried for a while, and what was says nothing about now.
   */
  private static final long LONGEST_BREAK_NANOS = TimeUnit.SECONDS.toNanos(45);

  private final HttpOrigin origin;
  private final RetrySchedule.Timing timing;

  private volatile boolean lasting;
  private volatile long lastResponse;
  private long firstAttempt;
  private long lastFailure;
  private long silentSince;
  private boolean silent;
  private long toldNanos;
  private long toldUntil;

  Outage(HttpOrigin origin, RetrySchedule.Timing timing) {
    this.origin = origin;
    this.timing = timing;
    this.lastResponse = timing.nanoTime();
  }

  HttpOrigin origin() {
    return origin;
  }

  /** When an attempt begins, for {@link #failed}. */
  long now() {
    return timing.nanoTime();
  }

  /** Ends the outage: the host has responded with what was asked for, or for good. */
  void responded() {
    lastResponse = timing.nanoTime();
    if (lasting) {
      synchronized (this) {
        lasting = false;
      }
    }
  }

  /**
   * Notes that an attempt has failed.
   *
   * @param attempt when it began
   * @param response the response that asks to try again, or null if there was none
   * @param softLimit for how long its request is retried
   */
  synchronized void failed(
      long attempt, @Nullable TransientResponseException response, Duration softLimit) {
    long now = timing.nanoTime();
    // Others may have had a response while this attempt waited for one.
    long begun = attempt - lastResponse < 0 ? lastResponse : attempt;
    // A request that is retried waits for its soft limit at most, and a little longer on a busy
    // machine.
    long longestBreak = Math.min(LONGEST_BREAK_NANOS, 2 * softLimit.toNanos());
    if (!lasting || attempt - lastFailure > longestBreak) {
      lasting = true;
      firstAttempt = begun;
      toldNanos = 0;
      toldUntil = now;
      silent = false;
    }
    lastFailure = now;
    if (response == null && !silent) {
      silentSince = begun;
    }
    silent = response == null;
    if (response != null && response.retryAfter() != null) {
      excuse(now, response.retryAfter().toNanos());
    }
  }

  /** How much of the limits is left to all requests; none after a long outage. */
  synchronized long nanosLeft(Duration softLimit, Duration hardLimit) {
    return lasting
        ? Math.min(hardLimit.toNanos(), softLimit.toNanos() + toldNanos)
            - (timing.nanoTime() - firstAttempt)
        : Long.MAX_VALUE;
  }

  /** Whether the host has given no response at all for so long. */
  synchronized boolean isSilentFor(Duration limit) {
    return lasting && silent && timing.nanoTime() - silentSince >= limit.toNanos();
  }

  /** Whether the host has given no response at all since then. */
  synchronized boolean isSilentSince(long nanoTime) {
    return lasting && silent && silentSince <= nanoTime;
  }

  /** How long it has lasted. */
  synchronized Duration duration() {
    return Duration.ofNanos(lasting ? timing.nanoTime() - firstAttempt : 0);
  }

  /** Excuses a wait that the host asked for, except the part that other requests were told. */
  private void excuse(long now, long nanos) {
    long until = now + nanos;
    long from = Math.max(now, toldUntil);
    if (until - from > 0) {
      toldNanos += until - from;
      toldUntil = until;
      lastFailure = until;
    }
  }
}
