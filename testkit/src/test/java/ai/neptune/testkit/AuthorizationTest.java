package ai.neptune.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.testkit.json.JsonDocuments;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationTest {
  private static final String PROJECTS = "/api/backend/v1/projects";

  private NeptuneServer server = NeptuneServer.start();
  private TestClient client = new TestClient(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void apiTokenCarriesTheAddressTwice() throws IOException {
    JsonNode token = JsonDocuments.MAPPER.readTree(Base64.getDecoder().decode(server.apiToken()));

    assertThat(token.get("api_address").asText()).isEqualTo(server.url().toString());
    assertThat(token.get("api_url").asText()).isEqualTo(server.url().toString());
  }

  @Test
  void exchangesTheApiTokenForAnAccessTokenThatOpensTheApi() throws IOException {
    JsonNode tokens = client.exchange(server.apiToken()).body();
    JsonNode claims = claimsOf(tokens.get("accessToken").asText());

    assertThat(tokens.get("username").asText()).isEqualTo("testkit");
    assertThat(claims.get("azp").asText()).isNotEmpty();
    assertThat(Instant.ofEpochSecond(claims.get("exp").asLong()))
        .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
    assertThat(client.get(PROJECTS).status()).isEqualTo(200);
  }

  @Test
  void rejectsAnotherApiToken() {
    try (NeptuneServer other = NeptuneServer.start()) {
      assertThat(client.exchange(other.apiToken()).status()).isEqualTo(401);
      assertThat(client.exchange("no token").status()).isEqualTo(401);
    }
  }

  @Test
  void rejectsRequestsWithoutAnAccessTokenOfThisServer() {
    assertThat(client.response(client.request(PROJECTS)).status()).isEqualTo(401);
    assertThat(
            client
                .response(client.request(PROJECTS).header("Authorization", "Bearer made-up"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void rejectsAnExpiredAccessToken() {
    restart(NeptuneServerOptions.DEFAULTS.withAccessTokenLifetime(Duration.ZERO));

    TestClient.Response response = client.get(PROJECTS);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.errorType()).isEqualTo("AUTHORIZATION_TOKEN_EXPIRED");
  }

  @Test
  void refreshesAnAccessTokenAtItsIssuer() throws IOException {
    JsonNode tokens = client.exchange(server.apiToken()).body();

    TestClient.Response refreshed =
        refresh(tokens.get("accessToken").asText(), tokens.get("refreshToken").asText());

    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.body().get("refresh_token").asText()).isNotEmpty();
    assertThat(
            client
                .response(
                    client
                        .request(PROJECTS)
                        .header(
                            "Authorization",
                            "Bearer " + refreshed.body().get("access_token").asText()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void refusesToRefreshWithAnUnknownToken() throws IOException {
    JsonNode tokens = client.exchange(server.apiToken()).body();

    assertThat(refresh(tokens.get("accessToken").asText(), "unknown").status()).isEqualTo(400);
  }

  @Test
  void namesTheDiscoveryDocumentInTheClientConfiguration() {
    JsonNode config = client.response(client.request("/api/backend/v1/clients/config")).body();
    String discovery = config.get("security").get("openIdDiscovery").asText();

    assertThat(config.get("apiUrl").asText()).isEqualTo(server.url().toString());
    JsonNode document = client.response(HttpRequest.newBuilder(URI.create(discovery))).body();
    assertThat(document.get("token_endpoint").asText()).endsWith("/protocol/openid-connect/token");
    assertThat(document.get("authorization_endpoint").asText())
        .isEqualTo(document.get("issuer").asText() + "/protocol/openid-connect/auth");
  }

  private TestClient.Response refresh(String accessToken, String refreshToken) throws IOException {
    JsonNode claims = claimsOf(accessToken);
    String form =
        "grant_type=refresh_token&refresh_token=%s&client_id=%s&expires_in=12.5"
            .formatted(
                URLEncoder.encode(refreshToken, StandardCharsets.UTF_8),
                claims.get("azp").asText());
    URI endpoint = URI.create(claims.get("iss").asText() + "/protocol/openid-connect/token");
    return client.response(
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private void restart(NeptuneServerOptions options) {
    server.close();
    server = NeptuneServer.start(options);
    client = new TestClient(server);
  }

  private static JsonNode claimsOf(String jwt) throws IOException {
    return JsonDocuments.MAPPER.readTree(
        Base64.getUrlDecoder().decode(jwt.substring(jwt.indexOf('.') + 1, jwt.lastIndexOf('.'))));
  }
}
