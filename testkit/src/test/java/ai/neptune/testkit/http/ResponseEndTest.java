package ai.neptune.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseEndTest {

  private static final List<String> RESPONSES =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\na,b,c,d\r\n0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "HTTP/1.1 304 Not Modified\r\n\r\n");

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 1000})
  void aResponseIsWholeWithItsLastByte(int piece) {
    ResponseEnd end = new ResponseEnd();
    for (String response : RESPONSES) {
      for (int from = 0; from < response.length(); from += piece) {
        int to = Math.min(response.length(), from + piece);
        byte[] bytes = response.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
        if (to == response.length()) {
          assertThat(end.isWholeWith(bytes, bytes.length)).as(response).isTrue();
        } else {
          assertThat(end.isWholeWith(bytes, bytes.length)).as(response).isFalse();
        }
      }
    }
  }
}
