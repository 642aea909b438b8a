package ai.neptune.client.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that are reached without the proxy, written as in the variable {@code NO_PROXY} of other
 * tools: {@code example.com} or {@code .example.com} with all below it, {@code *.example.com},
 * {@code 10.1.*}, an address, a range of addresses such as {@code 10.0.0.0/8}, each also with a
 * port, or {@code *} for all hosts.
 */
final class ProxyExclusions {

  private final List<Exclusion> exclusions;

  ProxyExclusions(List<String> entries) {
    this.exclusions = entries.stream().map(ProxyExclusions::exclusion).toList();
  }

  /** Exclusions in the form of the system property {@code http.nonProxyHosts}. */
  static ProxyExclusions ofJvm(String property) {
    return new ProxyExclusions(
        Arrays.stream(property.split("\\|"))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  boolean include(HttpOrigin origin) {
    return exclusions.stream().anyMatch(exclusion -> exclusion.includes(origin));
  }

  @FunctionalInterface
  private interface Exclusion {
    boolean includes(HttpOrigin origin);
  }

  private static Exclusion exclusion(String entry) {
    String host = entry.strip().toLowerCase(Locale.ROOT);
    int slash = host.indexOf('/');
    if (slash > 0) {
      return range(host.substring(0, slash), host.substring(slash + 1));
    }
    int colon = host.lastIndexOf(':');
    boolean isBareAddress = host.indexOf(':') != colon && !host.contains("]");
    if (colon > host.lastIndexOf(']') && !isBareAddress) {
      Exclusion ofHost = ofHost(host.substring(0, colon));
      String port = host.substring(colon + 1);
      return origin -> String.valueOf(origin.port()).equals(port) && ofHost.includes(origin);
    }
    return ofHost(host);
  }

  private static Exclusion ofHost(String text) {
    String host = text.replace("[", "").replace("]", "");
    if (host.equals("*")) {
      return origin -> true;
    }
    if (host.endsWith("*")) {
      String prefix = host.substring(0, host.length() - 1);
      return origin -> origin.bareHost().startsWith(prefix);
    }
    if (host.startsWith("*")) {
      String suffix = host.substring(1);
      return origin -> origin.bareHost().endsWith(suffix);
    }
    String name = host.startsWith(".") ? host.substring(1) : host;
    return origin -> origin.bareHost().equals(name) || origin.bareHost().endsWith("." + name);
  }

  private static Exclusion range(String first, String prefixLength) {
    byte[] network = address(first);
    int bits = prefixLength.matches("\\d{1,3}") ? Integer.parseInt(prefixLength) : -1;
    if (network == null || bits < 0 || bits > network.length * Byte.SIZE) {
      return origin -> false;
    }
    return origin -> {
      byte[] address = address(origin.bareHost());
      return address != null
          && address.length == network.length
          && beginAlike(address, network, bits);
    };
  }

  private static boolean beginAlike(byte[] a, byte[] b, int bits) {
    int bytes = bits / Byte.SIZE;
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return Arrays.equals(a, 0, bytes, b, 0, bytes)
        && (rest == Byte.SIZE || (a[bytes] & 0xFF) >> rest == (b[bytes] & 0xFF) >> rest);
  }

  /** An address that is written as one, or null: names are not looked up. */
  private static byte @Nullable [] address(String host) {
    boolean isAddress = host.matches("[0-9.]+") || host.contains(":");
    try {
      return isAddress ? InetAddress.getByName(host).getAddress() : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
