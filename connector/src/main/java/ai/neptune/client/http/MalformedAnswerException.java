package ai.neptune.client.http;

import java.io.IOException;

/** What an answer holds is not what PROTOCOL 4 and 5 say it should be. */
public class MalformedAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, as a sentence about "it", the body; it quotes nothing secret
   */
  public MalformedAnswerException(String message) {
    super(message);
  }
}
