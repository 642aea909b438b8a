package ai.neptune.client.http;

import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * Checks that a certificate is one of a host whose name has an underscore, as container networks
 * give names. The JDK checks all other names and refuses these as no names at all.
 */
final class CertificateNames {

  private static final int DNS_NAME = 2;

  private CertificateNames() {}

  /** Whether the JDK leaves the check of a host to this class. */
  static boolean areCheckedHere(String host) {
    return host.indexOf('_') >= 0;
  }

  /**
   * Checks the certificate of a connection.
   *
   * @throws SSLHandshakeException if none of its DNS names is the host's
   */
  static void requireName(SSLSocket socket, String host) throws SSLHandshakeException {
    try {
      Certificate certificate = socket.getSession().getPeerCertificates()[0];
      Collection<List<?>> names = ((X509Certificate) certificate).getSubjectAlternativeNames();
      if (names == null || names.stream().noneMatch(name -> isOf(host, name))) {
        throw new CertificateException("it is not for the host " + host);
      }
    } catch (CertificateException | SSLPeerUnverifiedException e) {
      SSLHandshakeException failure = new SSLHandshakeException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private static boolean isOf(String host, List<?> name) {
    if (!Integer.valueOf(DNS_NAME).equals(name.get(0))) {
      return false;
    }
    String dnsName = name.get(1).toString().toLowerCase(Locale.ROOT);
    int dot = host.indexOf('.');
    return dnsName.equals(host)
        || (dnsName.startsWith("*.")
            && dot > 0
            && dnsName.substring(1).equals(host.substring(dot)));
  }
}
