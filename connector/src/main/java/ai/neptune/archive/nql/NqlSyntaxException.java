package ai.neptune.archive.nql;

/** Why a text is no condition in NQL. */
final class NqlSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NqlSyntaxException(String message) {
    super(message);
  }
}
