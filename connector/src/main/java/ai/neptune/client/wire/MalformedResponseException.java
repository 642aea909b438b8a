package ai.neptune.client.wire;

import java.io.IOException;

/** A response does not have the content of docs/protocol.md, 4 and 5. */
public class MalformedResponseException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, as a sentence about "it", the body; it quotes nothing secret
   */
  public MalformedResponseException(String message) {
    super(message);
  }
}
