package ai.neptune.client;

/**
 * The root of everything this library throws on purpose. A message says what happened, to what, and
 * what the user can do; it never carries a token or a signature.
 */
public class NeptuneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  protected NeptuneException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable name of the error for programs, as in {@code INVALID_API_TOKEN}. */
  public String code() {
    return code;
  }
}
