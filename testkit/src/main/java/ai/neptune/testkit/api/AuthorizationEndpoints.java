package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Endpoint;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.model.SystemAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Token exchange, refresh and the client configuration (docs/protocol.md, 1). */
final class AuthorizationEndpoints {
  /** The path of the issuer of access tokens. */
  static final String ISSUER = "/auth/realms/neptune";

  private final String apiKey;
  private final boolean refusesWith400;
  private final AccessTokens tokens;

  AuthorizationEndpoints(ApiSettings settings) {
    this.apiKey = settings.apiKey();
    this.refusesWith400 = settings.refusesTokensWith400();
    this.tokens = new AccessTokens(new Signer(), settings.accessTokenLifetime());
  }

  /** The endpoint, for requests with a valid access token only. */
  Endpoint authorized(Endpoint endpoint) {
    return request -> {
      tokens.requireValid(request.header("Authorization").orElse(null));
      return endpoint.handle(request);
    };
  }

  Response exchange(Request request) {
    String key = request.header("X-Neptune-Api-Token").flatMap(ApiToken::keyOf).orElse(null);
    if (!apiKey.equals(key)) {
      throw refusesWith400
          ? ApiException.badRequest("Parameter 'X-Neptune-Api-Token' missing or invalid")
          : new ApiException(401, "UNAUTHORIZED", "the API token is not that of this server");
    }
    return Response.json(
        200,
        Map.of(
            "accessToken", tokens.newAccessToken(request.baseUrl() + ISSUER),
            "refreshToken", tokens.newRefreshToken(),
            "username", SystemAttributes.OWNER));
  }

  Response refresh(Request request) {
    Map<String, String> form =
        Request.parseForm(new String(request.body(), StandardCharsets.UTF_8));
    if (!"refresh_token".equals(form.get("grant_type"))) {
      return refused("unsupported_grant_type");
    }
    if (!AccessTokens.CLIENT_ID.equals(form.get("client_id"))) {
      return refused("invalid_client");
    }
    if (!tokens.isRefreshToken(form.getOrDefault("refresh_token", ""))) {
      return refused("invalid_grant");
    }
    return Response.json(
        200,
        Map.of(
            "access_token", tokens.newAccessToken(request.baseUrl() + ISSUER),
            "refresh_token", tokens.newRefreshToken(),
            "token_type", "Bearer"));
  }

  Response clientConfig(Request request) {
    String url = request.baseUrl();
    return Response.json(
        200,
        Map.of(
            "apiUrl",
            url,
            "applicationUrl",
            url,
            "pyLibVersions",
            Map.of(),
            "security",
            Map.of(
                "clientId",
                AccessTokens.CLIENT_ID,
                "openIdDiscovery",
                url + ISSUER + "/.well-known/openid-configuration")));
  }

  Response openIdConfiguration(Request request) {
    String issuer = request.baseUrl() + ISSUER;
    return Response.json(
        200,
        Map.of(
            "issuer", issuer,
            "authorization_endpoint", issuer + "/protocol/openid-connect/auth",
            "token_endpoint", issuer + "/protocol/openid-connect/token"));
  }

  // The form of an error of OpenID Connect.
  private static Response refused(String error) {
    return Response.json(400, Map.of("error", error));
  }
}
