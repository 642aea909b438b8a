package ai.neptune.client.http;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** The request that makes a proxy pass bytes on as they are, to a server that speaks TLS. */
final class ProxyTunnel {

  private ProxyTunnel() {}

  /**
   * Opens a tunnel.
   *
   * @param socket a connection to the proxy
   * @throws ai.neptune.errors.InvalidProxyException if the proxy refuses for good
   */
  static void open(Socket socket, HttpProxy proxy, HttpOrigin origin) throws IOException {
    DefaultBHttpClientConnection http = HttpConnection.bind(socket);
    ClassicHttpRequest connect =
        new BasicClassicHttpRequest("CONNECT", null, null, origin.hostAndPort());
    connect.setHeader("Host", origin.hostAndPort());
    connect.setHeader("User-Agent", UserAgent.VALUE);
    if (proxy.authorization() != null) {
      connect.setHeader("Proxy-Authorization", proxy.authorization());
    }
    int status = status(http, connect);
    if (status > 299) {
      throw proxy.refusal(status, origin);
    }
  }

  private static int status(DefaultBHttpClientConnection http, ClassicHttpRequest connect)
      throws IOException {
    try {
      http.sendRequestHeader(connect);
      http.flush();
      ClassicHttpResponse response = http.receiveResponseHeader();
      while (response.getCode() < 200) {
        response = http.receiveResponseHeader();
      }
      return response.getCode();
    } catch (HttpException e) {
      throw MalformedHttp.failure(e);
    }
  }
}
