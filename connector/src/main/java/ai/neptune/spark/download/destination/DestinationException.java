package ai.neptune.spark.download.destination;

import java.io.IOException;

/** The destination takes nothing any more: no reason to go on with other files. */
public final class DestinationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DestinationException(String message, IOException cause) {
    super(message, cause);
  }
}
