package ai.neptune.errors;

/** A proxy refuses to pass requests on; asking again would not help. */
public class InvalidProxyException extends NeptuneException {

  private static final long serialVersionUID = 1L;

  public InvalidProxyException(String message) {
    super("INVALID_PROXY", message, null);
  }
}
