package ai.neptune.client.http;

/** A text is not the URL of something on a web server. */
public final class InvalidUrlException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, as a clause about "it", the URL; it quotes nothing secret
   */
  InvalidUrlException(String reason) {
    super(reason);
  }
}
