package ai.neptune.client.api;

import ai.neptune.client.ProxySettings;
import ai.neptune.client.Secret;
import ai.neptune.client.http.HttpOrigin;
import ai.neptune.client.http.InvalidUrlException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Proxies as users write them: {@code http://user:password@host:port}. */
public final class ProxyAddress {

  private static final String SCHEME = "http://";

  private ProxyAddress() {}

  /**
   * The settings for a proxy; nothing if the address is not one. The scheme, the user and the
   * password may be missing, the port may not.
   *
   * @param exclusions hosts that are reached without the proxy
   */
  public static Optional<ProxySettings> parse(String text, List<String> exclusions) {
    String address = text.strip();
    if (address.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      address = address.substring(SCHEME.length());
    }
    address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    int at = address.lastIndexOf('@');
    String hostAndPort = address.substring(at + 1);
    int colon = hostAndPort.lastIndexOf(':');
    if (colon <= hostAndPort.lastIndexOf(']')) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProxySettings(
              bare(HttpOrigin.host(hostAndPort.substring(0, colon))),
              HttpOrigin.port(hostAndPort.substring(colon + 1)),
              at < 0 ? null : credentials(address.substring(0, at)),
              exclusions));
    } catch (InvalidUrlException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Secret credentials(String userInfo) {
    // A plus sign stands for itself here, which the decoder of forms would take for a blank.
    return new Secret(URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
