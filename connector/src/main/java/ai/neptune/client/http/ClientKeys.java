package ai.neptune.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate that this JVM shows to servers that ask for one, as the system properties {@code
 * javax.net.ssl.keyStore} and those beside it name it. The JDK reads them for its default context
 * only.
 */
final class ClientKeys {

  private static final String PROPERTY = "javax.net.ssl.keyStore";
  private static final String NO_FILE = "NONE";

  private ClientKeys() {}

  /** The JVM's keys; none if it has none. */
  static KeyManager[] ofJvm() throws IOException, GeneralSecurityException {
    String file = System.getProperty(PROPERTY, "");
    if (file.isEmpty()) {
      return new KeyManager[0];
    }
    String password = System.getProperty(PROPERTY + "Password", "");
    char[] characters = password.isEmpty() ? null : password.toCharArray();
    KeyStore store = store();
    if (file.equals(NO_FILE)) {
      store.load(null, characters);
    } else {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        store.load(in, characters);
      }
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, characters);
    return factory.getKeyManagers();
  }

  private static KeyStore store() throws GeneralSecurityException {
    String type = System.getProperty(PROPERTY + "Type", KeyStore.getDefaultType());
    String provider = System.getProperty(PROPERTY + "Provider", "");
    return provider.isEmpty() ? KeyStore.getInstance(type) : KeyStore.getInstance(type, provider);
  }
}
