package ai.neptune.client.http;

import ai.neptune.client.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** How connections are made: straight or through a proxy, trusting whose certificates. */
public final class HttpRoute {

  /** More than any server sends, and little enough to be held. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(64 * 1024).setMaxHeaderCount(1_000).build();

  private final ProxySelector proxies;
  private final SSLContext trust;

  /** What a configuration says of the way; routes of equal ones are the same. */
  public record Settings(URI proxy, String trustStore, Secret trustStorePassword) {}

  /**
   * A route; no connection is made.
   *
   * @throws ai.neptune.errors.InvalidTrustStoreException if the trust store cannot be read
   */
  public HttpRoute(Settings settings) {
    URI proxy = settings.proxy();
    this.proxies =
        proxy == null
            ? ProxySelector.getDefault()
            : ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort()));
    this.trust =
        settings.trustStore() == null
            ? defaultTrust()
            : Certificates.trusting(settings.trustStore(), settings.trustStorePassword());
  }

  /**
   * Connects.
   *
   * @param timeout bounds each wait for the other side
   * @param opening learns of the socket before anything waits for it, so that it can be closed
   */
  HttpConnection connect(HttpOrigin origin, Duration timeout, Consumer<Socket> opening)
      throws IOException {
    int timeoutMillis = HttpConnection.millis(timeout);
    Proxy proxy = proxyFor(origin);
    boolean viaHttpProxy = proxy.type() == Proxy.Type.HTTP;
    Socket socket = viaHttpProxy ? new Socket() : new Socket(proxy);
    opening.accept(socket);
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMillis);
      socket.connect(viaHttpProxy ? resolved(proxy) : origin.address(), timeoutMillis);
      if (origin.isSecure()) {
        if (viaHttpProxy) {
          openTunnel(socket, origin);
        }
        return new HttpConnection(origin, socket, secure(socket, origin), false);
      }
      return new HttpConnection(origin, socket, bound(socket), viaHttpProxy);
    } catch (IOException e) {
      socket.close();
      throw NoResponse.of(origin, e);
    }
  }

  private Proxy proxyFor(HttpOrigin origin) {
    List<Proxy> found = proxies == null ? List.of() : proxies.select(origin.uri());
    return found == null || found.isEmpty() ? Proxy.NO_PROXY : found.get(0);
  }

  /** What selectors give is often not resolved yet. */
  private static InetSocketAddress resolved(Proxy proxy) {
    InetSocketAddress address = (InetSocketAddress) proxy.address();
    return new InetSocketAddress(address.getHostString(), address.getPort());
  }

  private static void openTunnel(Socket socket, HttpOrigin origin) throws IOException {
    DefaultBHttpClientConnection http = bound(socket);
    String target = origin.host() + ":" + origin.port();
    ClassicHttpRequest connect =
        new BasicClassicHttpRequest("CONNECT", new HttpHost(origin.host(), origin.port()), target);
    connect.setHeader("Host", target);
    try {
      http.sendRequestHeader(connect);
      http.flush();
      ClassicHttpResponse response = http.receiveResponseHeader();
      if (response.getCode() != 200) {
        throw new IOException(
            "The proxy answered %d when asked for %s".formatted(response.getCode(), target));
      }
    } catch (HttpException e) {
      throw new IOException("The proxy gave no HTTP response", e);
    }
  }

  private DefaultBHttpClientConnection secure(Socket socket, HttpOrigin origin) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            trust.getSocketFactory().createSocket(socket, origin.host(), origin.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return bound(secure);
  }

  private static DefaultBHttpClientConnection bound(Socket socket) throws IOException {
    DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
    http.bind(socket);
    return http;
  }

  private static SSLContext defaultTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no TLS", e);
    }
  }
}
