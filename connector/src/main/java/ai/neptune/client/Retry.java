package ai.neptune.client;

import ai.neptune.errors.HostUnreachableException;
import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;
import java.time.Duration;

/**
 * The retries of one request or transfer: when to try again, and when to give up (docs/protocol.md,
 * 7).
 */
public interface Retry {

  /**
   * Waits before the next attempt: as long as {@code Retry-After} says, otherwise for an
   * exponential back-off with jitter.
   *
   * @throws HostUnreachableException if the host has not responded to anyone for as long as
   *     requests are retried: no request to it would fare better
   * @throws RetriesExhaustedException if the time for retries is over; its cause is {@code failure}
   */
  void waitAfter(IOException failure);

  /** How long the next attempt may take until the hard limit is reached; at least a moment. */
  default Duration timeLeft() {
    return Duration.ofDays(1);
  }

  /** Bytes arrived: limits and back-off start again from the beginning. */
  void progress();
}
