package ai.neptune.errors;

/** The trust store cannot be read, or vouches for no certificate of the server. */
public class InvalidTrustStoreException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidTrustStoreException(String message) {
    this(message, null);
  }

  public InvalidTrustStoreException(String message, Throwable cause) {
    super("INVALID_TRUST_STORE", message, cause);
  }
}
