package ai.neptune.client;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy a server and its storage are reached, and which hosts are reached without.
 *
 * @param host the proxy's name or address, or null for the JVM's settings
 * @param credentials {@code user:password} for the proxy, or null if it asks for none
 * @param exclusions hosts that are reached straight: {@code example.com} with all below it, {@code
 *     *.example.com}, an address, a range such as {@code 10.0.0.0/8}, each also with a port, or
 *     {@code *}
 */
public record ProxySettings(
    @Nullable String host, int port, @Nullable Secret credentials, List<String> exclusions)
    implements Serializable {

  /** The settings of the JVM: its system properties, or the proxy selector of the application. */
  public static final ProxySettings OF_JVM = new ProxySettings(null, 0, null, List.of());

  public ProxySettings {
    exclusions = List.copyOf(exclusions);
  }

  /** Whether the JVM says which proxy to use. */
  public boolean isOfJvm() {
    return host == null;
  }
}
