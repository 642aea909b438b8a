package ai.neptune.client.wire;

import java.io.IOException;

/** What a response holds is not what docs/protocol.md, 4 and 5 say it should be. */
public class MalformedResponseException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, as a sentence about "it", the body; it quotes nothing secret
   */
  public MalformedResponseException(String message) {
    super(message);
  }
}
