package ai.neptune.client.http;

import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidTrustStoreException;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are trusted. */
final class Certificates {

  private Certificates() {}

  /**
   * Trust in what a trust store holds, and in nothing else.
   *
   * @throws InvalidTrustStoreException if it cannot be read
   */
  static SSLContext trusting(String trustStore, Secret password) {
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
