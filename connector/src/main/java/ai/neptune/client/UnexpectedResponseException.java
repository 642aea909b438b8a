package ai.neptune.client;

/** An answer that the protocol does not foresee; asking again would not help (PROTOCOL 7). */
public class UnexpectedResponseException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public UnexpectedResponseException(String message) {
    this(message, null);
  }

  public UnexpectedResponseException(String message, Throwable cause) {
    super("UNEXPECTED_RESPONSE", message, cause);
  }
}
