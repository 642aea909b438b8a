package ai.neptune.client.http;

/** An answer is longer than can be decoded in memory; asking for less may help. */
public final class AnswerTooLongException extends MalformedAnswerException {

  private static final long serialVersionUID = 1L;

  /** Whether this, or what lies beneath it, is such an exception. */
  public static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof AnswerTooLongException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  AnswerTooLongException(long mib) {
    super("it is longer than %d MiB, an eighth of the memory of this JVM".formatted(mib));
  }
}
