package ai.neptune.client.api;

import static java.util.Objects.requireNonNull;

import ai.neptune.client.RequestMetrics;
import ai.neptune.client.http.HttpCall;
import ai.neptune.client.http.HttpTransport;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.client.wire.MalformedResponseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The requests for access tokens (docs/protocol.md, 1). Each is sent once. */
final class TokenExchange {

  private static final String PATH = "/api/backend/v1/authorization/oauth-token";
  private static final Set<Integer> REJECTIONS = Set.of(400, 401, 403, 404);
  private static final byte[] NO_BODY = {};
  private static final ApiRequest EXCHANGE =
      ApiRequest.post("Exchange of the API token", null, PATH, NO_BODY).withSecretResponse();
  private static final ApiRequest REFRESH =
      ApiRequest.post("Refresh of the access token", null, "", NO_BODY).withSecretResponse();

  private final ApiToken apiToken;
  private final HttpTransport transport;
  private final Duration timeout;
  private final Duration limit;
  private final RequestMetrics metrics;

  /**
   * @param timeout bounds the wait for headers, and each wait for more of the body
   * @param limit bounds a request as a whole
   */
  TokenExchange(
      ApiToken apiToken,
      HttpTransport transport,
      Duration timeout,
      Duration limit,
      RequestMetrics metrics) {
    this.apiToken = apiToken;
    this.transport = transport;
    this.timeout = timeout;
    this.limit = limit;
    this.metrics = metrics;
  }

  /** The server that gives the tokens. */
  HttpUrl server() {
    return apiToken.server();
  }

  /**
   * An access token for the API token.
   *
   * @throws ai.neptune.errors.InvalidCredentialsException if the server rejects the API token
   */
  AccessToken exchange() throws IOException {
    HttpCall call =
        HttpCall.get(
            apiToken.server().append(PATH),
            headers("X-Neptune-Api-Token", apiToken.value().reveal()));
    try (ApiResponse response = send(EXCHANGE, call)) {
      if (REJECTIONS.contains(response.status())) {
        throw ApiErrors.apiTokenRejected(apiToken, response.status(), response.errorBody());
      }
      return response.decode(body -> accessToken(body, "accessToken", "refreshToken"));
    } catch (IOException e) {
      throw ApiErrors.withinAnother(EXCHANGE, e);
    }
  }

  /**
   * A new access token for one that has expired and {@linkplain AccessToken#isRefreshable can be
   * refreshed}.
   */
  AccessToken refresh(AccessToken expired, Instant now) throws IOException {
    String form =
        "grant_type=refresh_token&refresh_token="
            + HttpUrl.encode(expired.refreshToken().reveal())
            + "&client_id="
            + HttpUrl.encode(requireNonNull(expired.clientId()))
            + "&expires_in="
            + expired.timeLeft(now).toSeconds();
    HttpCall call =
        HttpCall.post(
            requireNonNull(expired.tokenEndpoint()),
            headers("Content-Type", "application/x-www-form-urlencoded"),
            form.getBytes(StandardCharsets.UTF_8));
    try (ApiResponse response = send(REFRESH, call)) {
      return response.decode(body -> accessToken(body, "access_token", "refresh_token"));
    }
  }

  private ApiResponse send(ApiRequest request, HttpCall call) throws IOException {
    metrics.requests.increment();
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    return new ApiResponse(
        request, transport.send(call, timeout, deadlineNanos, metrics.bytesReceived));
  }

  private static Map<String, String> headers(String name, String value) {
    return Map.of(name, value, "Accept", "*/*", "Accept-Encoding", "gzip");
  }

  private static AccessToken accessToken(InputStream body, String access, String refresh)
      throws IOException {
    JsonNode json = Json.MAPPER.readTree(body);
    if (!json.path(access).isTextual()) {
      throw new MalformedResponseException("it has no access token");
    }
    return AccessToken.parse(json.path(access).textValue(), json.path(refresh).asText());
  }
}
