package ai.neptune.client.http;

import ai.neptune.client.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Connections to the API over HTTP/1.1. Redirects are answers like any other here. */
final class HttpTransport {

  /** The way to a server. */
  record Route(URI proxy, String trustStore, Secret trustStorePassword) {}

  private final HttpClient client;

  HttpTransport(Route route) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (route.proxy() != null) {
      builder.proxy(
          ProxySelector.of(
              new InetSocketAddress(route.proxy().getHost(), route.proxy().getPort())));
    }
    if (route.trustStore() != null) {
      builder.sslContext(Certificates.trusting(route.trustStore(), route.trustStorePassword()));
    }
    client = builder.build();
  }

  /**
   * Sends a request and waits for the headers of its answer.
   *
   * @param timeout bounds the wait for the headers, connecting included, and each wait for more of
   *     the body
   * @param bytesReceived counts the bytes of the body as they are read
   * @throws ai.neptune.client.InvalidTrustStoreException if the server's certificate is not trusted
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  HttpResponse<ResponseBody> send(
      HttpRequest.Builder request, Duration timeout, LongAdder bytesReceived) throws IOException {
    HttpRequest timed = request.timeout(timeout).setHeader("User-Agent", UserAgent.VALUE).build();
    try {
      return client.send(timed, headers -> new ResponseBody(timeout, bytesReceived));
    } catch (InterruptedException e) {
      throw Cancellation.of(e);
    } catch (IOException e) {
      throw NoAnswer.of(timed.uri().getScheme(), timed.uri().getRawAuthority(), e);
    }
  }
}
