package ai.neptune.client.http;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;

/**
 * Failures to understand a message, in fixed words and without a cause: the library's exceptions
 * quote the line in question, which may be a secret.
 */
final class MalformedHttp {

  private MalformedHttp() {}

  /** A failure in the status line or the headers. */
  static IOException failure(HttpException e) {
    if (e instanceof ParseException) {
      return new IOException("a line of its headers is not valid HTTP");
    }
    if (e instanceof UnsupportedHttpVersionException) {
      return new IOException("it speaks another version of HTTP than 1.1");
    }
    return new IOException("its headers violate HTTP");
  }

  /** A failure in the body; any other than of its framing is harmless as it is. */
  static IOException failure(IOException e) {
    return e instanceof MalformedChunkCodingException
        ? new IOException("The body of the response is cut off, or not divided as HTTP requires")
        : e;
  }
}
