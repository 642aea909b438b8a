package ai.neptune.client.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What counts as a URL that may be fetched, and how one is shown without its secret parts. */
public final class HttpUrls {

  private static final int LAST_PORT = 65_535;

  private HttpUrls() {}

  /**
   * Whether this is an http or https URL with a host, a port that exists, and without a user's name
   * or password.
   */
  public static boolean isHttp(URI url) {
    return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        && url.getHost() != null
        && url.getPort() != 0
        && url.getPort() <= LAST_PORT
        && url.getRawUserInfo() == null;
  }

  /** A name or value as it stands in a query string. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The URL for messages: scheme, host, port and path, never the query string. */
  public static String withoutQuery(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
  }
}
