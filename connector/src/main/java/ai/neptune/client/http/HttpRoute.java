package ai.neptune.client.http;

import ai.neptune.client.ProxySettings;
import ai.neptune.client.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** How connections are made: directly or through a proxy, and which certificates are trusted. */
public final class HttpRoute {

  private static final String EXCLUSIONS_OF_JVM = "http.nonProxyHosts";

  private final ProxyRules proxies;
  private final SocketConnector sockets;
  private final SSLContext trust;

  /**
   * What a configuration says about the route; routes of equal settings are the same.
   *
   * @param proxy the proxy to use, or null for the JVM's settings
   * @param trustStore a file with certificates that are trusted in addition to the JVM's, or null
   * @param trustStorePassword the file's password, or null
   */
  public record Settings(
      @Nullable ProxySettings proxy,
      @Nullable String trustStore,
      @Nullable Secret trustStorePassword) {}

  /**
   * A route; no connection is made.
   *
   * @throws ai.neptune.errors.InvalidTrustStoreException if the trust store cannot be read
   */
  public HttpRoute(Settings settings) {
    this(settings, InetAddress::getAllByName);
  }

  HttpRoute(Settings settings, SocketConnector.NameService names) {
    this.proxies =
        new ProxyRules(
            settings.proxy() == null ? ProxySettings.OF_JVM : settings.proxy(),
            System.getProperty(EXCLUSIONS_OF_JVM));
    this.sockets = new SocketConnector(names);
    this.trust =
        settings.trustStore() == null
            ? defaultTrust()
            : TrustStore.context(settings.trustStore(), settings.trustStorePassword());
  }

  /**
   * Connects.
   *
   * @param timeout bounds all that it takes until a request can be sent
   * @param opening learns of each socket before anything waits for it, so that it can be closed
   * @throws ai.neptune.errors.InvalidProxyException if a proxy refuses for good
   * @throws ai.neptune.errors.InvalidTrustStoreException if the certificate of the host is not
   *     trusted
   */
  HttpConnection connect(HttpOrigin origin, Duration timeout, Consumer<Socket> opening)
      throws IOException {
    ProxyRules.Hop hop = proxies.hopTo(origin);
    try (Deadline deadline = new Deadline(timeout)) {
      Socket socket = socket(hop, origin, timeout, opening.andThen(deadline::watch), deadline);
      try {
        socket.setSoTimeout(HttpConnection.millis(timeout));
        return connection(socket, hop.http(), origin);
      } catch (IOException e) {
        socket.close();
        throw NoResponse.of(origin, hop.http(), deadline, e);
      } catch (RuntimeException e) {
        socket.close();
        throw e;
      }
    }
  }

  private Socket socket(
      ProxyRules.Hop hop,
      HttpOrigin origin,
      Duration timeout,
      Consumer<Socket> opening,
      Deadline deadline)
      throws IOException {
    HttpProxy proxy = hop.http();
    try {
      if (hop.socks() != null) {
        return SocketConnector.connect(
            hop.socks(), origin.bareHost(), origin.port(), timeout, opening);
      }
      return proxy == null
          ? sockets.connect(origin.bareHost(), origin.port(), timeout, opening)
          : sockets.connect(proxy.host(), proxy.port(), timeout, opening);
    } catch (IOException e) {
      throw proxy == null
          ? NoResponse.of(origin, null, deadline, e)
          : NoResponse.ofProxy(proxy, origin, e);
    }
  }

  private HttpConnection connection(Socket socket, @Nullable HttpProxy proxy, HttpOrigin origin)
      throws IOException {
    if (!origin.isSecure()) {
      return new HttpConnection(origin, socket, HttpConnection.bind(socket), proxy);
    }
    if (proxy != null) {
      ProxyTunnel.open(socket, proxy, origin);
    }
    return new HttpConnection(origin, socket, HttpConnection.bind(secure(socket, origin)), null);
  }

  private SSLSocket secure(Socket socket, HttpOrigin origin) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            trust.getSocketFactory().createSocket(socket, origin.bareHost(), origin.port(), true);
    boolean isCheckedHere = CertificateNames.areCheckedHere(origin.bareHost());
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(isCheckedHere ? null : "HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    if (isCheckedHere) {
      CertificateNames.requireName(secure, origin.bareHost());
    }
    return secure;
  }

  private static SSLContext defaultTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no TLS", e);
    }
  }
}
