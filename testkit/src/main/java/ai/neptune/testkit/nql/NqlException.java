package ai.neptune.testkit.nql;

/** A query that is not NQL, or that compares values of types that have no such comparison. */
public final class NqlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  NqlException(String message) {
    super(message);
  }
}
