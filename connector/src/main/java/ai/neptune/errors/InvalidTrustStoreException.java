package ai.neptune.errors;

/** The trust store cannot be read, or the certificate of a host is not trusted. */
public class InvalidTrustStoreException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidTrustStoreException(String message, Throwable cause) {
    super("INVALID_TRUST_STORE", message, cause);
  }
}
