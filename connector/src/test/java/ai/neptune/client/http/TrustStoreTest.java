package ai.neptune.client.http;

import static ai.neptune.client.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.ProxySettings;
import ai.neptune.client.Secret;
import ai.neptune.errors.InvalidTrustStoreException;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Companies' own certificates: whose are trusted, and which one the JVM shows. */
@Timeout(60)
class TrustStoreTest {

  private static final String PASSWORD = "changeit";
  private static final RoutedRequests STRAIGHT =
      new RoutedRequests(ProxySettings.OF_JVM, null, null);

  @TempDir private static Path directory;

  private static Path keys;
  private static HttpsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    keys = makeKeys("server");
    server = start(keys, null);
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "PEM"})
  void trustsTheCertificatesOfAFileOfAnyFormat(String format) throws Exception {
    Path file = trustStore(format, certificate(keys));
    RoutedRequests requests = STRAIGHT.trusting(file, format.equals("PEM") ? null : PASSWORD);

    assertThat(requests.ask(url("127.0.0.1", server))).isEqualTo("answer");
    assertThat(requests.fetch(url("127.0.0.1", server) + RoutedRequests.PATH)).isEqualTo("answer");
  }

  @Test
  void trustsNobodyElse() throws Exception {
    Path others = trustStore("PEM", certificate(makeKeys("other")));

    for (RoutedRequests requests : List.of(STRAIGHT, STRAIGHT.trusting(others, null))) {
      assertThatThrownBy(() -> requests.ask(url("127.0.0.1", server)))
          .isInstanceOf(InvalidTrustStoreException.class)
          .hasMessageContainingAll("127.0.0.1", "trustStore", "PEM, PKCS12 or JKS");
      assertThatThrownBy(() -> requests.fetch(url("127.0.0.1", server) + RoutedRequests.PATH))
          .isInstanceOf(InvalidTrustStoreException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void trustsNoOtherHostWithTheCertificate() throws Exception {
    assertThatThrownBy(
            () ->
                STRAIGHT
                    .trusting(keys, PASSWORD)
                    .fetch(url("localhost", server) + RoutedRequests.PATH))
        .isInstanceOf(InvalidTrustStoreException.class);
  }

  /** The JDK takes no name with an underscore for one. */
  @Test
  void checksTheNamesOfContainerNetworksToo() throws Exception {
    Path wildcard = makeKeys("wildcard", "dns:*.corp");
    HttpsServer named = start(wildcard, null);
    HttpRoute route =
        new HttpRoute(
            new HttpRoute.Settings(null, wildcard.toString(), new Secret(PASSWORD)),
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    HttpConnections connections = new HttpConnections(route);
    try {
      assertThat(status(connections, "https://minio_server.corp", named)).isEqualTo(200);
      for (String other : List.of("minio_server", "minio_server.other", "a.minio_server.corp")) {
        assertThatThrownBy(() -> status(connections, "https://" + other, named))
            .isInstanceOf(InvalidTrustStoreException.class)
            .hasMessageContaining("not for the host " + other);
      }
    } finally {
      connections.close();
      named.stop(0);
    }
  }

  private static int status(HttpConnections connections, String url, HttpsServer server)
      throws Exception {
    HttpUrl target = HttpUrl.parse(url + ":" + server.getAddress().getPort() + RoutedRequests.PATH);
    try (StreamedResponse response =
        connections.send(
            HttpCall.get(target, Map.of()),
            Duration.ofSeconds(20),
            new LongAdder(),
            socket -> {})) {
      return response.status();
    }
  }

  @Test
  void trustsWhatTheJvmTrustsToo() throws Exception {
    Path otherKeys = makeKeys("public");
    Path ofJvm = trustStore("PKCS12", certificate(otherKeys));
    HttpsServer trustedByJvm = start(otherKeys, null);
    System.setProperty("javax.net.ssl.trustStore", ofJvm.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    try {
      RoutedRequests requests = STRAIGHT.trusting(copy(keys), PASSWORD);

      assertThat(requests.ask(url("127.0.0.1", server))).isEqualTo("answer");
      assertThat(requests.ask(url("127.0.0.1", trustedByJvm))).isEqualTo("answer");
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
      trustedByJvm.stop(0);
    }
  }

  @Test
  void showsTheCertificateOfTheJvm() throws Exception {
    Path clientKeys = makeKeys("client");
    HttpsServer demanding = start(keys, certificate(clientKeys));
    System.setProperty("javax.net.ssl.keyStore", clientKeys.toString());
    System.setProperty("javax.net.ssl.keyStorePassword", PASSWORD);
    try {
      assertThat(STRAIGHT.trusting(copy(keys), PASSWORD).ask(url("127.0.0.1", demanding)))
          .isEqualTo("answer");
    } finally {
      System.clearProperty("javax.net.ssl.keyStore");
      System.clearProperty("javax.net.ssl.keyStorePassword");
      demanding.stop(0);
    }
  }

  @Test
  void blobsAreFetchedThroughATunnelOfTheProxy() throws Exception {
    try (TunnelProxy proxy = TunnelProxy.start()) {
      String content =
          RoutedRequests.through(proxy.uri().getPort(), null)
              .trusting(keys, PASSWORD)
              .fetch(url("127.0.0.1", server) + RoutedRequests.PATH);

      assertThat(content).isEqualTo("answer");
      assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.getAddress().getPort());
    }
  }

  @Test
  void saysWhenAFileCannotBeRead() throws IOException {
    Path garbage = Files.writeString(directory.resolve("garbage"), "no keys");
    Path broken =
        Files.writeString(directory.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");

    for (Path file : List.of(directory.resolve("none"), garbage, broken)) {
      assertThatThrownBy(() -> STRAIGHT.trusting(file, PASSWORD).ask("https://h"))
          .isInstanceOf(InvalidTrustStoreException.class)
          .hasMessageContainingAll(file.toString(), "PEM, PKCS12 or JKS")
          .hasMessageNotContaining(PASSWORD);
    }
    assertThatThrownBy(() -> STRAIGHT.trusting(keys, "wrong").ask("https://h"))
        .isInstanceOf(InvalidTrustStoreException.class)
        .hasMessageContaining("trustStorePassword");
  }

  private static String url(String host, HttpsServer server) {
    return "https://" + host + ":" + server.getAddress().getPort();
  }

  /** Another file with the same certificates: routes of equal settings are shared. */
  private static Path copy(Path file) throws IOException {
    return Files.copy(
        file, Files.createTempFile(directory, "copy", ".p12"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static HttpsServer start(Path keys, Certificate client) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(load(keys), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(client == null ? load(keys) : store("PKCS12", client));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(client != null);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext(RoutedRequests.PATH, exchange -> json("answer").to(exchange));
    server.createContext(
        ScriptedServer.EXCHANGE,
        exchange ->
            json("{\"accessToken\":\"e30.eyJleHAiOjQwMDAwMDAwMDB9.s\",\"refreshToken\":\"r\"}")
                .to(exchange));
    server.start();
    return server;
  }

  private static Path trustStore(String format, Certificate certificate) throws Exception {
    Path file = Files.createTempFile(directory, "trust", "." + format);
    if (format.equals("PEM")) {
      String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
      return Files.writeString(
          file,
          "# of the company\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
              .formatted(base64));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      store(format, certificate).store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static KeyStore store(String format, Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(format);
    store.load(null, null);
    store.setCertificateEntry("trusted", certificate);
    return store;
  }

  private static Certificate certificate(Path keys) throws Exception {
    return load(keys).getCertificate("key");
  }

  private static KeyStore load(Path keys) throws Exception {
    return KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
  }

  private static Path makeKeys(String name) throws Exception {
    return makeKeys(name, "ip:127.0.0.1");
  }

  private static Path makeKeys(String name, String host) throws Exception {
    Path keys = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "key",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=" + host,
                "-keyalg",
                "EC")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return keys;
  }
}
