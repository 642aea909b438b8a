package ai.neptune.client.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An http or https URL as it is sent: what a server has signed reaches the storage byte for byte
 * (docs/protocol.md, 4.8). {@link java.net.URI} is of no use for that: it refuses hosts with an
 * underscore and characters such as {@code | [ ] ^}, which servers put into URLs all the same.
 *
 * @param origin who is asked
 * @param authority host and port as the URL has them, which a signature may cover
 * @param target path and query string, in the ASCII characters that HTTP allows in a request line
 */
public record HttpUrl(HttpOrigin origin, String authority, String target) {

  private static final int SHOWN_OF_SCHEME = 20;

  private static final Pattern NOT_IN_SCHEMES = Pattern.compile("[^A-Za-z0-9+.-]");

  /**
   * Takes a URL apart. White space around it is dropped, and so is a fragment, which never is sent.
   *
   * @throws InvalidUrlException if it is not an http or https URL with a host, without a user's
   *     name or password
   */
  public static HttpUrl parse(String text) throws InvalidUrlException {
    String url = text.strip();
    int colon = url.indexOf("://");
    if (colon < 0) {
      throw new InvalidUrlException("it does not begin with http:// or https://");
    }
    String scheme = url.substring(0, colon);
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw new InvalidUrlException("its scheme is %s, not http or https".formatted(shown(url)));
    }
    int start = colon + 3;
    int end = endOfAuthority(url, start);
    String authority = url.substring(start, end);
    HttpOrigin origin = HttpOrigin.parse(scheme, authority);
    return new HttpUrl(
        origin, isAscii(authority) ? authority : origin.hostAndPort(), target(url.substring(end)));
  }

  /** A name or value as it stands in a query string. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether it is reached over TLS. */
  public boolean isSecure() {
    return origin.isSecure();
  }

  /** The URL of something below this one, which is a directory. */
  public HttpUrl append(String path) {
    String base = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
    return new HttpUrl(origin, authority, base + path);
  }

  /**
   * The URL that a header of a response to this one names, wholly or in part.
   *
   * @param reference the header's value, one character for each byte
   * @throws InvalidUrlException if that is not an http or https URL
   */
  public HttpUrl resolve(String reference) throws InvalidUrlException {
    String relative = encoded(reference.strip().getBytes(StandardCharsets.ISO_8859_1));
    if (hasScheme(relative)) {
      return parse(relative);
    }
    if (relative.startsWith("//")) {
      return parse(origin.scheme() + ":" + relative);
    }
    String path = withoutQuery(target);
    if (relative.startsWith("?")) {
      return new HttpUrl(origin, authority, path + target(relative).substring(1));
    }
    return new HttpUrl(
        origin,
        authority,
        relative.startsWith("/")
            ? target(relative)
            : RelativePath.resolve(path, target("/" + relative).substring(1)));
  }

  /** The URL for messages: scheme, host, port and path, never the query string. */
  public String withoutQuery() {
    String path = withoutQuery(target);
    return origin.scheme() + "://" + authority + (path.equals("/") ? "" : path);
  }

  /** The URL as a proxy wants it in a request line. */
  String absolute() {
    return origin.scheme() + "://" + authority + target;
  }

  /** The URL for messages, as the other method gives it: the query string is often a secret. */
  @Override
  public String toString() {
    return withoutQuery();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static int endOfAuthority(String url, int start) {
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** What follows the authority, as it is sent. */
  private static String target(String afterAuthority) {
    int fragment = afterAuthority.indexOf('#');
    String target = fragment < 0 ? afterAuthority : afterAuthority.substring(0, fragment);
    String encoded = encoded(target.getBytes(StandardCharsets.UTF_8));
    return encoded.startsWith("/") ? encoded : "/" + encoded;
  }

  /** Percent-encodes what may not stand in a request line: blanks, controls and all but ASCII. */
  private static String encoded(byte[] bytes) {
    StringBuilder encoded = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b > ' ' && b < 0x7F) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static boolean hasScheme(String reference) {
    int colon = reference.indexOf(':');
    int delimiter = endOfAuthority(reference, 0);
    return colon > 0 && colon < delimiter;
  }

  private static String withoutQuery(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String shown(String url) {
    String scheme = url.substring(0, Math.min(SHOWN_OF_SCHEME, url.indexOf(':')));
    return NOT_IN_SCHEMES.matcher(scheme).replaceAll("?");
  }
}
