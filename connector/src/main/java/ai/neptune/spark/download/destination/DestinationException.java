package ai.neptune.spark.download.destination;

/** The destination takes no files any more, so there is no reason to continue with others. */
public final class DestinationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DestinationException(String message, Throwable cause) {
    super(message, cause);
  }
}
