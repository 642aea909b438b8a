package ai.neptune.spark.download.destination;

/** A file could not be written this time, though the destination takes files. */
public final class WriteInterruptedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WriteInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
