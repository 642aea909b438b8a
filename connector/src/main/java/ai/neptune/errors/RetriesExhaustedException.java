package ai.neptune.errors;

import org.jspecify.annotations.Nullable;

/** A request failed until the time for its retries was over (docs/protocol.md, 7). */
public class RetriesExhaustedException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public RetriesExhaustedException(String message) {
    this(message, null);
  }

  public RetriesExhaustedException(String message, @Nullable Throwable cause) {
    super("RETRIES_EXHAUSTED", message, cause);
  }
}
