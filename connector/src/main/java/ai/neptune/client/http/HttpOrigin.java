package ai.neptune.client.http;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host and port that a connection is made to.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address; one of IPv6 stands in brackets
 */
public record HttpOrigin(String scheme, String host, int port) {

  private static final int LAST_PORT = 65_535;

  /** Names of the DNS, and those with underscores that container networks give. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]*)");

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  /**
   * The origin that a URL names.
   *
   * @param authority host and port
   */
  static HttpOrigin parse(String scheme, String authority) throws InvalidUrlException {
    if (authority.indexOf('@') >= 0) {
      throw new InvalidUrlException("it contains a user name or a password");
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String lowerCase = scheme.toLowerCase(Locale.ROOT);
    return new HttpOrigin(
        lowerCase,
        host(hasPort ? authority.substring(0, colon) : authority),
        hasPort && colon < authority.length() - 1
            ? port(authority.substring(colon + 1))
            : defaultPort(lowerCase));
  }

  /**
   * A host as a connection can be made to it.
   *
   * @throws InvalidUrlException if there is none, or it can be no host's name or address
   */
  public static String host(String text) throws InvalidUrlException {
    if (text.isEmpty()) {
      throw new InvalidUrlException("it has no host");
    }
    if (text.startsWith("[") && isAddress(text)) {
      return text;
    }
    String ascii = ascii(text);
    if (!NAME.matcher(ascii).matches()) {
      throw new InvalidUrlException("its host is neither a valid name nor a valid address");
    }
    return ascii.toLowerCase(Locale.ROOT);
  }

  /**
   * The number of a port.
   *
   * @throws InvalidUrlException if it is none
   */
  public static int port(String text) throws InvalidUrlException {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > LAST_PORT) {
      throw new InvalidUrlException("its port is not a number from 1 to " + LAST_PORT);
    }
    return port;
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** Host and port as proxies want them. */
  String hostAndPort() {
    return host + ":" + port;
  }

  /** The host without the brackets around an address of IPv6. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** For messages. */
  @Override
  public String toString() {
    return scheme + "://" + hostAndPort();
  }

  URI uri() {
    return URI.create(toString());
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static boolean isAddress(String bracketed) {
    try {
      return new URI("http://" + bracketed).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String ascii(String host) {
    if (host.chars().allMatch(c -> c < 0x80)) {
      return host;
    }
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
