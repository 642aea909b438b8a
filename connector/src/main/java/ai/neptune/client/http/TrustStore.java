package ai.neptune.client.http;

import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidTrustStoreException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A file with certificates to trust: PEM, PKCS12 or JKS. */
final class TrustStore {

  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String PEM_END = "-----END CERTIFICATE-----";

  private TrustStore() {}

  /**
   * A context that trusts the certificates of a file in addition to those that the JVM trusts, and
   * shows the JVM's own certificate to servers that ask for one.
   *
   * @param password the file's password, or null
   * @throws InvalidTrustStoreException if the file cannot be read
   */
  static SSLContext context(String file, @Nullable Secret password) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ClientKeys.ofJvm(), trusting(certificates(Path.of(file), password)), null);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidTrustStoreException(
          "The trust store %s cannot be read: %s. It must be a file in the format PEM, PKCS12 or JKS; the latter two may need the option trustStorePassword."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static TrustManager[] trusting(List<Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    List<Certificate> trusted = new ArrayList<>(certificates);
    for (TrustManager manager : factory(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager ofJvm) {
        Collections.addAll(trusted, ofJvm.getAcceptedIssuers());
      }
    }
    for (int i = 0; i < trusted.size(); i++) {
      all.setCertificateEntry("trusted-" + i, trusted.get(i));
    }
    return factory(all).getTrustManagers();
  }

  /**
   * @param certificates those to trust, or null for the JVM's
   */
  private static TrustManagerFactory factory(@Nullable KeyStore certificates)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(certificates);
    return factory;
  }

  private static List<Certificate> certificates(Path file, @Nullable Secret password)
      throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return text.contains(PEM_BEGIN) ? ofPem(text) : ofKeyStore(file.toFile(), password);
  }

  /** What else such a file may hold, such as keys and comments, does not matter. */
  private static List<Certificate> ofPem(String text) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    int begin = text.indexOf(PEM_BEGIN);
    while (begin >= 0) {
      int end = text.indexOf(PEM_END, begin);
      int next = end < 0 ? text.length() : end + PEM_END.length();
      byte[] block = text.substring(begin, next).getBytes(StandardCharsets.ISO_8859_1);
      certificates.add(factory.generateCertificate(new ByteArrayInputStream(block)));
      begin = text.indexOf(PEM_BEGIN, next);
    }
    return certificates;
  }

  private static List<Certificate> ofKeyStore(File file, @Nullable Secret password)
      throws IOException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(file, password == null ? null : password.reveal().toCharArray());
    List<Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate != null) {
        certificates.add(certificate);
      }
    }
    return certificates;
  }
}
