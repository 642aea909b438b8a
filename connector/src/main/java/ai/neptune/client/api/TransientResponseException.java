package ai.neptune.client.api;

import java.io.IOException;
import java.time.Duration;

/** A response that says to try again: 429 or 5xx (docs/protocol.md, 7). */
public final class TransientResponseException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final Duration retryAfter;

  /**
   * @param retryAfter how long the server asks to wait, or null if it does not say
   */
  TransientResponseException(int status, Duration retryAfter, String message) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The same response, in other words. */
  TransientResponseException(TransientResponseException response, String message) {
    super(message, response);
    this.status = response.status;
    this.retryAfter = response.retryAfter;
  }

  /** Whether the status is one that asks for another attempt. */
  static boolean isTransient(int status) {
    return status == 429 || status >= 500;
  }

  /** Whether the server said that there were too many requests. */
  boolean isRateLimit() {
    return status == 429;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
