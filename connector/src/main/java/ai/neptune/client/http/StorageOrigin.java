package ai.neptune.client.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/** Whom a connection to storage is with. */
record StorageOrigin(String scheme, String host, int port) {

  static StorageOrigin of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort();
    if (port < 0) {
      port = scheme.equals("https") ? 443 : 80;
    }
    return new StorageOrigin(scheme, url.getHost(), port);
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** The address, looked up. */
  InetSocketAddress address() {
    // A URL has brackets around an address of IPv6, which a look-up takes too.
    return new InetSocketAddress(host, port);
  }

  URI uri() {
    return URI.create(scheme + "://" + host + ":" + port);
  }
}
