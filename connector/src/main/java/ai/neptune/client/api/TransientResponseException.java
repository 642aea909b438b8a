package ai.neptune.client.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A response that asks to try again: 408, 425, 429 or 5xx (docs/protocol.md, 7). */
public final class TransientResponseException extends IOException implements FailureOfHost {

  private static final long serialVersionUID = 1L;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, TOO_MANY_REQUESTS);

  private final int status;
  private final @Nullable Duration retryAfter;
  private final transient @Nullable Outage outage;

  /**
   * @param retryAfter how long the server asks to wait, or null if it does not say
   * @param outage for how long the server has failed, or null if nobody counts
   */
  TransientResponseException(
      int status, @Nullable Duration retryAfter, String message, @Nullable Outage outage) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.outage = outage;
  }

  TransientResponseException(int status, @Nullable Duration retryAfter, String message) {
    this(status, retryAfter, message, null);
  }

  /** The same response, in other words. */
  TransientResponseException(TransientResponseException response, String message) {
    super(message, response);
    this.status = response.status;
    this.retryAfter = response.retryAfter;
    this.outage = response.outage;
  }

  /** Whether the status is one that asks for another attempt. */
  static boolean isTransient(int status) {
    return status >= 500 || TRANSIENT.contains(status);
  }

  /** Whether the server said that there were too many requests. */
  boolean isRateLimit() {
    return status == TOO_MANY_REQUESTS;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public @Nullable Outage outage() {
    return outage;
  }
}
