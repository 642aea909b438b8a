package ai.neptune.client.api;

import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Retry;
import ai.neptune.client.http.Cancellation;
import ai.neptune.errors.HostUnreachableException;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * When to try again after a failure (docs/protocol.md, 7): as told by {@code Retry-After}, or after
 * {@code min(0.5 s · 2ⁿ⁻¹ · random, 30 s)}, where n counts failures since the last told wait. Told
 * waits do not count against the soft limit; everything counts against the hard one. Where the host
 * has failed other requests before, the limits count from there. For one thread.
 */
final class RetrySchedule implements Retry {

  /** The clock, the sleep and the jitter of retries. */
  interface Timing {
    Timing REAL = new RealTiming();

    long nanoTime();

    void sleep(long nanos) throws InterruptedException;

    /** A random number from 0 to 1. */
    double random();
  }

  private static final Logger LOG = LoggerFactory.getLogger(RetrySchedule.class);

  /** One or two failures happen; more in a row are worth a warning before time runs out. */
  private static final int FAILURES_TO_WARN_OF = 3;

  private static final double FIRST_BACKOFF_SECONDS = 0.5;
  private static final double LONGEST_BACKOFF_SECONDS = 30;

  /** Time-outs have to be positive. */
  private static final long SHORTEST_NANOS = 1_000_000;

  private final String what;
  private final Duration softLimit;
  private final Duration hardLimit;
  private final RequestMetrics metrics;
  private final Timing timing;

  private long start;
  private long firstFailure;
  private long toldNanos;
  private int failures;
  private int backoffs;

  RetrySchedule(
      String what, Duration softLimit, Duration hardLimit, RequestMetrics metrics, Timing timing) {
    this.what = what;
    this.softLimit = softLimit;
    this.hardLimit = hardLimit;
    this.metrics = metrics;
    this.timing = timing;
    this.start = timing.nanoTime();
  }

  @Override
  public void progress() {
    start = timing.nanoTime();
    toldNanos = 0;
    failures = 0;
    backoffs = 0;
  }

  /** Excuses a wait that the server asked others for: it does not count against the soft limit. */
  void excuse(long nanos) {
    toldNanos += nanos;
  }

  @Override
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(SHORTEST_NANOS, hardLimit.toNanos() - elapsed()));
  }

  @Override
  public void waitAfter(IOException failure) {
    waitAfter(failure, failure instanceof FailureOfHost ofHost ? ofHost.outage() : null);
  }

  /**
   * Waits before the next attempt.
   *
   * @param outage for how long the host has failed all requests, or null if nobody counts
   */
  void waitAfter(IOException failure, @Nullable Outage outage) {
    if (failures == 0) {
      firstFailure = timing.nanoTime();
    }
    failures++;
    TransientResponseException response =
        failure instanceof TransientResponseException transientResponse ? transientResponse : null;
    long wait =
        response != null && response.retryAfter() != null
            ? toldWait(response.retryAfter().toNanos(), failure, outage)
            : backoff(failure, outage);
    LOG.atLevel(failures < FAILURES_TO_WARN_OF ? Level.INFO : Level.WARN)
        .log("{}: {}. Trying again in {} ms", what, failure, TimeUnit.NANOSECONDS.toMillis(wait));
    try {
      timing.sleep(wait);
    } catch (InterruptedException e) {
      throw Cancellation.of(e);
    }
    metrics.retries.increment();
    if (response != null && response.isRateLimit()) {
      metrics.rateLimitWaitNanos.add(wait);
    }
  }

  private long toldWait(long nanos, IOException failure, @Nullable Outage outage) {
    backoffs = 0;
    toldNanos += nanos;
    if (nanosLeft(outage) <= 0 || nanos > hardLimit.toNanos() - elapsed()) {
      throw exhausted(failure, outage);
    }
    return nanos;
  }

  private long backoff(IOException failure, @Nullable Outage outage) {
    long left = nanosLeft(outage);
    if (left <= 0) {
      throw exhausted(failure, outage);
    }
    double seconds = FIRST_BACKOFF_SECONDS * Math.pow(2, backoffs) * timing.random();
    backoffs++;
    return Math.min(left, (long) (Math.min(seconds, LONGEST_BACKOFF_SECONDS) * 1e9));
  }

  private long nanosLeft(@Nullable Outage outage) {
    return outage == null
        ? ofRequest()
        : Math.min(ofRequest(), outage.nanosLeft(softLimit, hardLimit));
  }

  /** How much of the limits is left to this request, however its host does. */
  private long ofRequest() {
    return Math.min(hardLimit.toNanos(), softLimit.toNanos() + toldNanos) - elapsed();
  }

  private long elapsed() {
    return timing.nanoTime() - start;
  }

  private RetriesExhaustedException exhausted(IOException failure, @Nullable Outage outage) {
    String advice =
        " The last failure: %s. Try again when the server works; if it needs longer, raise the options retrySoftTimeout (%s) and retryHardTimeout (%s)."
            .formatted(describe(failure), seconds(softLimit), seconds(hardLimit));
    if (outage != null
        && (outage.isSilentFor(softLimit)
            || (failures > 1 && outage.isSilentSince(firstFailure)))) {
      return new HostUnreachableException(
          "%s failed: %s has not responded to any request of this JVM for %.1f s."
                  .formatted(what, outage.origin(), outage.duration().toNanos() / 1e9)
              + advice,
          failure);
    }
    if (outage != null && ofRequest() > 0) {
      return new RetriesExhaustedException(
          "%s failed: %s has failed all requests of this JVM for %.1f s."
                  .formatted(what, outage.origin(), outage.duration().toNanos() / 1e9)
              + advice,
          failure);
    }
    return new RetriesExhaustedException(
        "%s failed %d times within %.1f s, and there is no time left for another attempt."
                .formatted(what, failures, elapsed() / 1e9)
            + advice,
        failure);
  }

  private static String describe(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
  }

  private static final class RealTiming implements Timing {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }

    @Override
    public double random() {
      return ThreadLocalRandom.current().nextDouble();
    }
  }
}
