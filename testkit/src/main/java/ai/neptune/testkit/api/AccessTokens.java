package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonDocuments;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Issues access tokens, which are JSON web tokens, and refresh tokens (docs/protocol.md, 1). */
final class AccessTokens {
  /** The client id that the tokens name. */
  static final String CLIENT_ID = "neptune-cli";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Signer signer;
  private final Duration lifetime;
  private final Map<String, Instant> expiryByToken = new ConcurrentHashMap<>();
  private final Map<String, Boolean> refreshTokens = new ConcurrentHashMap<>();

  AccessTokens(Signer signer, Duration lifetime) {
    this.signer = signer;
    this.lifetime = lifetime;
  }

  /** A new access token of an issuer. */
  String newAccessToken(String issuer) {
    Instant now = Instant.now();
    long expiry = now.getEpochSecond() + lifetime.toSeconds();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("exp", expiry);
    claims.put("iat", now.getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iss", issuer);
    claims.put("typ", "Bearer");
    claims.put("azp", CLIENT_ID);
    String unsigned = encode(Map.of("alg", "HS256", "typ", "JWT")) + "." + encode(claims);
    String token = unsigned + "." + BASE64.encodeToString(signer.sign(unsigned));
    expiryByToken.put(token, Instant.ofEpochSecond(expiry));
    return token;
  }

  /** A new refresh token. It does not expire. */
  String newRefreshToken() {
    String token = UUID.randomUUID().toString();
    refreshTokens.put(token, true);
    return token;
  }

  boolean isRefreshToken(String token) {
    return refreshTokens.containsKey(token);
  }

  /** Fails with status 401 unless the value of a header names a token that is valid now. */
  void requireValid(@Nullable String authorization) {
    String prefix = "Bearer ";
    if (authorization == null || !authorization.startsWith(prefix)) {
      throw new ApiException(401, "UNAUTHORIZED", "the request carries no bearer token");
    }
    Instant expiry = expiryByToken.get(authorization.substring(prefix.length()).strip());
    if (expiry == null) {
      throw new ApiException(401, "UNAUTHORIZED", "the access token is not from this server");
    }
    if (!Instant.now().isBefore(expiry)) {
      throw new ApiException(
          401, "AUTHORIZATION_TOKEN_EXPIRED", "the access token expired at " + expiry);
    }
  }

  private static String encode(Map<String, Object> object) {
    try {
      String json = JsonDocuments.MAPPER.writeValueAsString(object);
      return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
