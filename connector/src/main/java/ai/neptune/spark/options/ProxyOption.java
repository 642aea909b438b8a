package ai.neptune.spark.options;

import ai.neptune.client.ProxySettings;
import ai.neptune.client.Secret;
import ai.neptune.client.http.HttpOrigin;
import ai.neptune.client.http.InvalidUrlException;
import ai.neptune.errors.InvalidOptionException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The options {@code proxy} and {@code noProxy}. */
final class ProxyOption {

  private static final String ALLOWED =
      "http://host:port or http://user:password@host:port, without a path (the proxy itself is"
          + " asked in http; https servers are reached through it all the same)";

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,|]+");

  private ProxyOption() {}

  /**
   * The settings that the options make.
   *
   * @throws InvalidOptionException if the proxy is not one; no part of the value is shown, since it
   *     may hold a password
   */
  static ProxySettings read(OptionReader reader) {
    List<String> exclusions =
        reader.string(Option.NO_PROXY).map(ProxyOption::exclusions).orElse(List.of());
    return reader
        .string(Option.PROXY)
        .map(proxy -> proxy(proxy.strip(), exclusions))
        .orElseGet(() -> new ProxySettings(null, 0, null, exclusions));
  }

  private static List<String> exclusions(String value) {
    return Arrays.stream(SEPARATORS.split(value)).filter(entry -> !entry.isEmpty()).toList();
  }

  private static ProxySettings proxy(String value, List<String> exclusions) {
    String address = withoutScheme(value);
    int at = address.lastIndexOf('@');
    String hostAndPort = address.substring(at + 1);
    int colon = hostAndPort.lastIndexOf(':');
    if (colon <= hostAndPort.lastIndexOf(']')) {
      throw invalid();
    }
    try {
      return new ProxySettings(
          bare(HttpOrigin.host(hostAndPort.substring(0, colon))),
          HttpOrigin.port(hostAndPort.substring(colon + 1)),
          at < 0 ? null : credentials(address.substring(0, at)),
          exclusions);
    } catch (InvalidUrlException e) {
      throw invalid();
    }
  }

  private static String withoutScheme(String value) {
    int scheme = value.indexOf("://");
    if (scheme >= 0 && !value.substring(0, scheme).toLowerCase(Locale.ROOT).equals("http")) {
      throw invalid();
    }
    String address = value.substring(scheme < 0 ? 0 : scheme + 3);
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Secret credentials(String userInfo) {
    try {
      // A plus sign stands for itself here, which the decoder of forms would take for a blank.
      return new Secret(URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static InvalidOptionException invalid() {
    return OptionReader.invalid(Option.PROXY, "<hidden>", ALLOWED);
  }
}
