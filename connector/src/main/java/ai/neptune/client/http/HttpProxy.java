package ai.neptune.client.http;

import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidProxyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param credentials {@code user:password}, or null
 */
record HttpProxy(String host, int port, @Nullable Secret credentials) {

  static final int AUTHENTICATION_REQUIRED = 407;

  /** The value of the header {@code Proxy-Authorization}; null without credentials. */
  @Nullable String authorization() {
    return credentials == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString(credentials.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What it means that this proxy does not pass a request on.
   *
   * @return a failure after which it may be asked again
   * @throws InvalidProxyException if that would not help
   */
  IOException refusal(int status, HttpOrigin origin) {
    String what = "The proxy %s answered %d when asked for %s".formatted(this, status, origin);
    if (status == AUTHENTICATION_REQUIRED) {
      throw new InvalidProxyException(
          what
              + (credentials == null
                  ? ": it asks for a user and a password. Set the option proxy to"
                      + " http://user:password@host:port."
                  : ": it does not accept the user and the password in the option proxy."));
    }
    if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
      throw new InvalidProxyException(
          what
              + ". Ask its operator to allow the host, or name the host in the option noProxy if it"
              + " can be reached without the proxy.");
    }
    return new IOException(what);
  }

  /** For messages. */
  @Override
  public String toString() {
    return "http://" + host + ":" + port;
  }
}
