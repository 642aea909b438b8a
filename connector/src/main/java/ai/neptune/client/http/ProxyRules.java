package ai.neptune.client.http;

import ai.neptune.client.ProxySettings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which hosts are reached through which proxy. */
final class ProxyRules {

  /**
   * The first step on the way to a host: one of the two, or neither, for the host itself.
   *
   * @param http a proxy that is asked in HTTP, or null
   * @param socks a proxy that sockets know how to use, or null
   */
  record Hop(@Nullable HttpProxy http, @Nullable Proxy socks) {
    static final Hop DIRECT = new Hop(null, null);
  }

  private final ProxySettings settings;
  private final ProxyExclusions exclusions;

  /**
   * Rules as settings give them.
   *
   * @param jvmExclusions those of the JVM, for settings that name a proxy but no exclusions; or
   *     null
   */
  ProxyRules(ProxySettings settings, @Nullable String jvmExclusions) {
    this.settings = settings;
    this.exclusions =
        settings.exclusions().isEmpty() && !settings.isOfJvm() && jvmExclusions != null
            ? ProxyExclusions.ofJvm(jvmExclusions)
            : new ProxyExclusions(settings.exclusions());
  }

  Hop hopTo(HttpOrigin origin) {
    if (exclusions.include(origin)) {
      return Hop.DIRECT;
    }
    String host = settings.host();
    return host == null
        ? ofJvm(origin)
        : new Hop(new HttpProxy(host, settings.port(), settings.credentials()), null);
  }

  private static Hop ofJvm(HttpOrigin origin) {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> found = selector == null ? List.of() : selector.select(origin.uri());
    Proxy first = found == null || found.isEmpty() ? Proxy.NO_PROXY : found.get(0);
    return switch (first.type()) {
      case DIRECT -> Hop.DIRECT;
      case SOCKS -> new Hop(null, first);
      case HTTP -> {
        InetSocketAddress address = (InetSocketAddress) first.address();
        yield new Hop(new HttpProxy(address.getHostString(), address.getPort(), null), null);
      }
    };
  }
}
