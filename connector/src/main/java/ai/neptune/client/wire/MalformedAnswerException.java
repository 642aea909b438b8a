package ai.neptune.client.wire;

import java.io.IOException;

/** What an answer holds is not what PROTOCOL 4 and 5 say it should be. */
final class MalformedAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message) {
    super(message);
  }
}
