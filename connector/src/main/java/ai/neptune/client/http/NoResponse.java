package ai.neptune.client.http;

import ai.neptune.errors.InvalidTrustStoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Why a server, a storage or a proxy gave no response, in words for users. */
final class NoResponse {

  private NoResponse() {}

  /**
   * A failure, with the host that it is about; the JDK's messages name none, and are often null.
   *
   * @param proxy the proxy that was asked for it, or null
   * @param deadline of the step that failed
   * @throws InvalidTrustStoreException in its place, if the host's certificate is not trusted
   */
  static IOException of(
      HttpOrigin origin, @Nullable HttpProxy proxy, Deadline deadline, IOException failure) {
    if (has(CertificateException.class, failure)) {
      throw new InvalidTrustStoreException(
          "The certificate of %s is not trusted (%s). If your company signs its own certificates, set the option trustStore to a file that holds them, in the format PEM, PKCS12 or JKS."
              .formatted(origin.hostAndPort(), failure.getMessage()),
          failure);
    }
    String reason =
        deadline.isOver()
            ? "it took longer than %d ms".formatted(deadline.limit().toMillis())
            : reason(failure);
    return new IOException(
        proxy == null
            ? "No response from %s: %s".formatted(origin, reason)
            : "No response from %s through the proxy %s: %s".formatted(origin, proxy, reason),
        failure);
  }

  /** A proxy that cannot be connected to. */
  static IOException ofProxy(HttpProxy proxy, HttpOrigin origin, IOException failure) {
    return new IOException(
        "No response from the proxy %s, through which %s is reached: %s"
            .formatted(proxy, origin, reason(failure)),
        failure);
  }

  private static String reason(IOException e) {
    if (e instanceof UnknownHostException || has(UnresolvedAddressException.class, e)) {
      return "its name is not known";
    }
    if (e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || (e instanceof SocketTimeoutException && "Connect timed out".equals(e.getMessage()))) {
      return "it cannot be connected to";
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
}
