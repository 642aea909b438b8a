package ai.neptune.spark.download;

import java.io.IOException;

/** The destination takes nothing any more: no reason to go on with other files. */
final class DestinationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DestinationException(String message, IOException cause) {
    super(message, cause);
  }
}
