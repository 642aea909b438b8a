package ai.neptune.client.api;

import ai.neptune.client.Secret;
import ai.neptune.client.http.HttpUrl;
import ai.neptune.client.http.InvalidUrlException;
import ai.neptune.client.wire.MalformedResponseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An access token and what it says about itself (docs/protocol.md, 1).
 *
 * @param value the token as requests carry it
 * @param refreshToken the token that gets a new access token
 * @param expiry when the server stops accepting it
 * @param clientId the client it was issued to, or null
 * @param tokenEndpoint where it can be refreshed, or null if it names no issuer
 */
record AccessToken(
    Secret value,
    Secret refreshToken,
    Instant expiry,
    @Nullable String clientId,
    @Nullable HttpUrl tokenEndpoint) {

  private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(30);

  /**
   * Reads a JWT. Only the server checks its signature.
   *
   * @throws IOException if it is not a JWT with an expiry; the message shows nothing of it
   */
  static AccessToken parse(String jwt, String refreshToken) throws IOException {
    JsonNode claims = claims(jwt);
    return new AccessToken(
        new Secret(jwt),
        new Secret(refreshToken),
        expiry(claims.path("exp")),
        claims.path("azp").textValue(),
        tokenEndpoint(claims.path("iss").textValue()));
  }

  /** The time until the token counts as expired, half a minute before it is. */
  Duration timeLeft(Instant now) {
    return Duration.between(now, expiry).minus(EXPIRY_MARGIN);
  }

  boolean isExpired(Instant now) {
    Duration left = timeLeft(now);
    return left.isNegative() || left.isZero();
  }

  /**
   * Whether another token can be had for it. It is not sent to its issuer over http by a client
   * that speaks https with the server: whoever listens could use it.
   */
  boolean isRefreshable(HttpUrl server) {
    return clientId != null
        && tokenEndpoint != null
        && !refreshToken.reveal().isEmpty()
        && (tokenEndpoint.isSecure() || !server.isSecure());
  }

  private static JsonNode claims(String jwt) throws IOException {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length == 3) {
      try {
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
      } catch (IllegalArgumentException | IOException e) {
        // Falls through: a better message would have to show the token.
      }
    }
    throw new MalformedResponseException("the access token is not a JWT");
  }

  private static Instant expiry(JsonNode seconds) throws IOException {
    if (seconds.isNumber()) {
      try {
        return Instant.ofEpochSecond(seconds.longValue());
      } catch (DateTimeException e) {
        // Falls through: a number that is no time is as good as none.
      }
    }
    throw new MalformedResponseException("the access token does not say when it expires");
  }

  private static @Nullable HttpUrl tokenEndpoint(@Nullable String issuer) {
    if (issuer == null) {
      return null;
    }
    try {
      return HttpUrl.parse(ApiToken.withoutSlashes(issuer) + "/protocol/openid-connect/token");
    } catch (InvalidUrlException e) {
      return null;
    }
  }
}
