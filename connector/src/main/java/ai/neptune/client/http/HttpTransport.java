package ai.neptune.client.http;

import ai.neptune.client.InvalidTrustStoreException;
import ai.neptune.client.Secret;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Connections over HTTP/1.1. Redirects are answers like any other here. */
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
      builder.sslContext(trusting(route.trustStore(), route.trustStorePassword()));
    }
    client = builder.build();
  }

  /**
   * Sends a request and waits for the headers of its answer.
   *
   * @param timeout bounds the wait for the headers, connecting included, and each wait for more of
   *     the body
   * @param bytesReceived counts the bytes of the body as they are read
   * @throws InvalidTrustStoreException if the server's certificate is not trusted
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
      if (has(CertificateException.class, e)) {
        throw new InvalidTrustStoreException(
            "The certificate of "
                + timed.uri().getHost()
                + " is not trusted. If your company signs its own certificates, name a trust store"
                + " that holds them.",
            e);
      }
      throw new IOException(
          "No answer from %s://%s: %s"
              .formatted(timed.uri().getScheme(), timed.uri().getRawAuthority(), reason(e)),
          e);
    }
  }

  /** The JDK's messages name no host, and are often null. */
  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return has(UnresolvedAddressException.class, e)
          ? "its name is not known"
          : "it cannot be connected to";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean has(Class<? extends Exception> kind, IOException e) {
    Throwable cause = e;
    while (cause != null && !kind.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static SSLContext trusting(String trustStore, Secret password) {
    try {
      KeyStore certificates =
          KeyStore.getInstance(
              new File(trustStore), password == null ? null : password.reveal().toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(certificates);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidTrustStoreException(
          "The trust store " + trustStore + " cannot be read: " + e.getMessage(), e);
    }
  }
}
