package ai.neptune.client.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A host gave no response, or none that HTTP knows. */
final class NoResponseException extends IOException implements FailureOfHost {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Outage outage;

  NoResponseException(Outage outage, IOException cause) {
    super(cause.getMessage(), cause);
    this.outage = outage;
  }

  @Override
  public @Nullable Outage outage() {
    return outage;
  }
}
