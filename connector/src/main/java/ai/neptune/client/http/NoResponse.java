package ai.neptune.client.http;

import ai.neptune.errors.InvalidTrustStoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;

/** Why a server or a storage gave no response, in words for users. */
final class NoResponse {

  private NoResponse() {}

  /**
   * A failure, with the host that it is about; the JDK's messages name none, and are often null.
   *
   * @throws InvalidTrustStoreException in its place, if the host's certificate is not trusted
   */
  static IOException of(HttpOrigin origin, IOException failure) {
    if (has(CertificateException.class, failure)) {
      throw new InvalidTrustStoreException(
          "The certificate of "
              + origin.host()
              + ":"
              + origin.port()
              + " is not trusted. If your company signs its own certificates, name a trust store"
              + " that holds them.",
          failure);
    }
    return new IOException("No response from %s: %s".formatted(origin, reason(failure)), failure);
  }

  private static String reason(IOException e) {
    if (e instanceof UnknownHostException || has(UnresolvedAddressException.class, e)) {
      return "its name is not known";
    }
    if (e instanceof ConnectException) {
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
