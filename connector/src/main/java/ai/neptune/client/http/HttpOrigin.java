package ai.neptune.client.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/** Whom a connection is with. */
record HttpOrigin(String scheme, String host, int port) {

  static HttpOrigin of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort();
    if (port < 0) {
      port = scheme.equals("https") ? 443 : 80;
    }
    return new HttpOrigin(scheme, url.getHost(), port);
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** For messages. */
  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }

  /** The address, looked up. */
  InetSocketAddress address() {
    // A URL has brackets around an address of IPv6, which a look-up takes too.
    return new InetSocketAddress(host, port);
  }

  URI uri() {
    return URI.create(toString());
  }
}
