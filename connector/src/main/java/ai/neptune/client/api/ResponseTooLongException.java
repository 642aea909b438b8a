package ai.neptune.client.api;

import ai.neptune.client.wire.MalformedResponseException;

/** A response is longer than can be decoded in memory; asking for less may help. */
public final class ResponseTooLongException extends MalformedResponseException {

  private static final long serialVersionUID = 1L;

  /** Whether this, or what lies beneath it, is such an exception. */
  public static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof ResponseTooLongException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  ResponseTooLongException(long mib) {
    super("it is longer than %d MiB, an eighth of the memory of this JVM".formatted(mib));
  }
}
