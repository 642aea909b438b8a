package ai.neptune.errors;

/**
 * A server or a storage has not responded to any request of this JVM for as long as requests are
 * retried (docs/protocol.md, 7): every other request to it would fail in the same way.
 */
public class HostUnreachableException extends RetriesExhaustedException {

  private static final long serialVersionUID = 1L;

  public HostUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
