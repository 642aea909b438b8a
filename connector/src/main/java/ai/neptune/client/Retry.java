package ai.neptune.client;

import ai.neptune.errors.RetriesExhaustedException;
import java.io.IOException;

/**
 * The retries of one request or transfer: when to try again, and when to give up (docs/protocol.md,
 * 7).
 */
public interface Retry {

  /**
   * Waits before the next attempt: as long as the server told with {@code Retry-After}, else an
   * exponential back-off with jitter.
   *
   * @throws RetriesExhaustedException if the time for retries is over; its cause is {@code failure}
   */
  void waitAfter(IOException failure);

  /** Something arrived: limits and back-off start anew. */
  void progress();
}
