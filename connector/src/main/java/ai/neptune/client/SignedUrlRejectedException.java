package ai.neptune.client;

/** A signed URL has expired, or the storage refuses its signature (PROTOCOL 4.8). */
public class SignedUrlRejectedException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public SignedUrlRejectedException(String message) {
    super("SIGNED_URL_REJECTED", message, null);
  }
}
