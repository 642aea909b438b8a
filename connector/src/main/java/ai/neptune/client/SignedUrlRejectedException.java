package ai.neptune.client;

import ai.neptune.errors.NeptuneException;

/** A signed URL has expired, or the storage refuses its signature (docs/protocol.md, 4.8). */
public class SignedUrlRejectedException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public SignedUrlRejectedException(String message) {
    super("SIGNED_URL_REJECTED", message, null);
  }
}
