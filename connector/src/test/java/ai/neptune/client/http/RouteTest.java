package ai.neptune.client.http;

import static ai.neptune.client.http.ScriptedServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Blob;
import ai.neptune.client.BlobSource;
import ai.neptune.client.ClientConfig;
import ai.neptune.client.ProxySettings;
import ai.neptune.client.RequestMetrics;
import ai.neptune.client.Secret;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.api.ApiConnection;
import ai.neptune.client.api.ApiRequest;
import ai.neptune.client.api.BlobStorage;
import ai.neptune.errors.InvalidTrustStoreException;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways to a server other than the straight one: proxies and companies' own certificates. */
@Timeout(60)
class RouteTest {

  private static final String PATH = "/api/question";
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory;

  @Test
  void asksThroughTheProxy() throws IOException {
    try (ScriptedServer proxy = ScriptedServer.start()) {
      proxy.on(PATH, json("answer"));

      assertThat(ask("http://neptune.invalid", URI.create(proxy.url()), null)).isEqualTo("answer");
      assertThat(proxy.requests(PATH).get(0).header("Host")).isEqualTo("neptune.invalid");
    }
  }

  @Test
  void trustsNoServerThatTheTrustStoreDoesNotVouchFor() throws Exception {
    Path keys = makeKeys();
    HttpsServer server = startServer(keys);
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort();

      assertThatThrownBy(() -> ask(url, null, null))
          .isInstanceOf(InvalidTrustStoreException.class)
          .hasMessageContaining("127.0.0.1");
      assertThat(ask(url, null, keys.toString())).isEqualTo("answer");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void fetchesBlobsThroughTheProxy() throws IOException {
    try (ScriptedServer proxy = ScriptedServer.start()) {
      proxy.on("/blob", json("content"));

      assertThat(fetch("http://storage.invalid/blob?a=b", URI.create(proxy.url()), null))
          .isEqualTo("content");
      ScriptedServer.Request request = proxy.requests("/blob").get(0);
      assertThat(request.uri()).hasToString("http://storage.invalid/blob?a=b");
      assertThat(request.header("Host")).isEqualTo("storage.invalid");
    }
  }

  @Test
  void fetchesBlobsFromNoStorageThatTheTrustStoreDoesNotVouchFor() throws Exception {
    Path keys = makeKeys();
    HttpsServer server = startServer(keys);
    int port = server.getAddress().getPort();
    try {
      assertThatThrownBy(() -> fetch("https://127.0.0.1:" + port + PATH, null, null))
          .isInstanceOf(InvalidTrustStoreException.class)
          .hasMessageContaining("127.0.0.1");
      assertThat(fetch("https://127.0.0.1:" + port + PATH, null, keys)).isEqualTo("answer");
      assertThatThrownBy(() -> fetch("https://localhost:" + port + PATH, null, keys))
          .as("a certificate of another host")
          .isInstanceOf(InvalidTrustStoreException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void fetchesBlobsOverTlsThroughATunnelOfTheProxy() throws Exception {
    Path keys = makeKeys();
    HttpsServer server = startServer(keys);
    try (TunnelProxy proxy = TunnelProxy.start()) {
      String url = "https://127.0.0.1:" + server.getAddress().getPort() + PATH;

      assertThat(fetch(url, proxy.uri(), keys)).isEqualTo("answer");
      assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void saysWhenTheTrustStoreCannotBeRead() throws IOException {
    Path garbage = Files.writeString(directory.resolve("garbage"), "no keys");

    assertThatThrownBy(() -> ask("https://h", null, directory.resolve("none").toString()))
        .isInstanceOf(InvalidTrustStoreException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> ask("https://h", null, garbage.toString()))
        .isInstanceOf(InvalidTrustStoreException.class)
        .hasMessageContaining("garbage")
        .hasMessageNotContaining(PASSWORD);
  }

  private static String fetch(String url, URI proxy, Path trustStore) throws IOException {
    String store = trustStore == null ? null : trustStore.toString();
    BlobStorage storage = connection("http://api.invalid", proxy, store).storage();
    try (Blob blob =
        storage.open(new SignedUrl(url), 0, BlobSource.TO_END, null, Duration.ofSeconds(5))) {
      return new String(blob.body().readAllBytes(), UTF_8);
    } finally {
      storage.close();
    }
  }

  private static ApiConnection connection(String url, URI proxy, String trustStore) {
    String token = "{\"api_url\":\"%s\"}".formatted(url);
    ClientConfig config =
        new ClientConfig(
            new Secret(Base64.getEncoder().encodeToString(token.getBytes(UTF_8))),
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            proxy == null
                ? null
                : new ProxySettings(proxy.getHost(), proxy.getPort(), null, List.of()),
            trustStore,
            new Secret(PASSWORD));
    return ApiConnection.to(config, new RequestMetrics());
  }

  private static String ask(String url, URI proxy, String trustStore) {
    return connection(url, proxy, trustStore)
        .post(
            ApiRequest.post("Question", null, PATH, new byte[0]),
            body -> new String(body.readAllBytes(), UTF_8));
  }

  private static HttpsServer startServer(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(PATH, exchange -> json("answer").to(exchange));
    server.createContext(
        ScriptedServer.EXCHANGE,
        exchange ->
            json("{\"accessToken\":\"e30.eyJleHAiOjQwMDAwMDAwMDB9.s\",\"refreshToken\":\"r\"}")
                .to(exchange));
    server.start();
    return server;
  }

  private Path makeKeys() throws Exception {
    Path keys = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-keyalg",
                "EC")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return keys;
  }
}
