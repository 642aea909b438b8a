package ai.neptune.client.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.InputStream;

/** Parses generated messages. */
final class Messages {

  private Messages() {}

  /**
   * Parses a whole body.
   *
   * @throws IOException if the stream breaks or has other content; the exception contains nothing
   *     of the message, which could be large and would be sent from task to driver with it
   */
  static <M extends MessageLite> M parse(Parser<M> parser, InputStream body) throws IOException {
    try {
      return parser.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw e.setUnfinishedMessage(null);
    }
  }
}
