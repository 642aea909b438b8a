package ai.neptune.client.api;

import ai.neptune.client.wire.MalformedResponseException;

/** A response is too long to be decoded in memory; asking for less may help. */
public final class ResponseTooLongException extends MalformedResponseException {

  private static final long serialVersionUID = 1L;

  /** Whether a failure or one of its causes is such an exception. */
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
