package ai.neptune.client.api;

import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Retry;
import ai.neptune.client.http.Cancellation;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * When to try again after a failure (docs/protocol.md, 7): as told by {@code Retry-After}, or after
 * {@code min(0.5 s · 2ⁿ⁻¹ · random, 30 s)}, where n counts failures since the last told wait. Told
 * waits do not count against the soft limit; everything counts against the hard one. For one
 * thread.
 */
final class RetrySchedule implements Retry {

  /** Time and chance, as the schedule sees them. */
  interface Surroundings {
    Surroundings REAL = new RealSurroundings();

    long nanoTime();

    void sleep(long nanos) throws InterruptedException;

    /** A random number from 0 to 1. */
    double random();
  }

  private static final Logger LOG = LoggerFactory.getLogger(RetrySchedule.class);

  /** One or two failures happen; more in a row are worth telling before time runs out. */
  private static final int FAILURES_TO_WARN_OF = 3;

  private static final double FIRST_BACKOFF_SECONDS = 0.5;
  private static final double LONGEST_BACKOFF_SECONDS = 30;

  /** Time-outs have to be positive. */
  private static final long SHORTEST_NANOS = 1_000_000;

  private final String what;
  private final Duration softLimit;
  private final Duration hardLimit;
  private final RequestMetrics metrics;
  private final Surroundings surroundings;

  private long start;
  private long toldNanos;
  private int failures;
  private int backoffs;

  RetrySchedule(
      String what,
      Duration softLimit,
      Duration hardLimit,
      RequestMetrics metrics,
      Surroundings surroundings) {
    this.what = what;
    this.softLimit = softLimit;
    this.hardLimit = hardLimit;
    this.metrics = metrics;
    this.surroundings = surroundings;
    this.start = surroundings.nanoTime();
  }

  @Override
  public void progress() {
    start = surroundings.nanoTime();
    toldNanos = 0;
    failures = 0;
    backoffs = 0;
  }

  /** Takes a wait that the server asked others for off what counts against the soft limit. */
  void excuse(long nanos) {
    toldNanos += nanos;
  }

  /** How long attempts and waits may take until the hard limit is reached; at least a moment. */
  Duration timeLeftAtAll() {
    return Duration.ofNanos(Math.max(SHORTEST_NANOS, hardLimit.toNanos() - elapsed()));
  }

  @Override
  public void waitAfter(IOException failure) {
    failures++;
    TransientResponseException response =
        failure instanceof TransientResponseException transientResponse ? transientResponse : null;
    long wait =
        response != null && response.retryAfter() != null
            ? toldWait(response.retryAfter().toNanos(), failure)
            : backoff(failure);
    LOG.atLevel(failures < FAILURES_TO_WARN_OF ? Level.INFO : Level.WARN)
        .log("{}: {}. Trying again in {} ms", what, failure, TimeUnit.NANOSECONDS.toMillis(wait));
    try {
      surroundings.sleep(wait);
    } catch (InterruptedException e) {
      throw Cancellation.of(e);
    }
    metrics.retries.increment();
    if (response != null && response.isRateLimit()) {
      metrics.rateLimitWaitNanos.add(wait);
    }
  }

  private long toldWait(long nanos, IOException failure) {
    backoffs = 0;
    toldNanos += nanos;
    if (timeLeft() <= 0 || nanos > hardLimit.toNanos() - elapsed()) {
      throw exhausted(failure);
    }
    return nanos;
  }

  private long backoff(IOException failure) {
    long left = timeLeft();
    if (left <= 0) {
      throw exhausted(failure);
    }
    double seconds = FIRST_BACKOFF_SECONDS * Math.pow(2, backoffs) * surroundings.random();
    backoffs++;
    return Math.min(left, (long) (Math.min(seconds, LONGEST_BACKOFF_SECONDS) * 1e9));
  }

  private long timeLeft() {
    return Math.min(hardLimit.toNanos(), softLimit.toNanos() + toldNanos) - elapsed();
  }

  private long elapsed() {
    return surroundings.nanoTime() - start;
  }

  private RetriesExhaustedException exhausted(IOException failure) {
    return new RetriesExhaustedException(
        "%s failed %d times within %.1f s, and there is no time left for another attempt."
                .formatted(what, failures, elapsed() / 1e9)
            + " The last failure: %s. Try again when the server is well; if it needs longer, raise"
                .formatted(describe(failure))
            + " the options retrySoftTimeout (%s) and retryHardTimeout (%s)."
                .formatted(seconds(softLimit), seconds(hardLimit)),
        failure);
  }

  private static String describe(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
  }

  private static final class RealSurroundings implements Surroundings {
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
