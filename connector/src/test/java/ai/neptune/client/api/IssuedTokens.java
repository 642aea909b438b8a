package ai.neptune.client.api;

import ai.neptune.client.Secret;
import java.io.IOException;
import java.util.List;

/**
 * What a server gave in exchange for an API token, for tests that look for it where it must not be.
 */
public final class IssuedTokens {

  private IssuedTokens() {}

  /** The access token that requests carry now, and what it can be refreshed with. */
  public static List<String> of(String apiToken) throws IOException {
    ApiToken decoded = ApiToken.decode(new Secret(apiToken));
    AccessToken current = SharedState.of(decoded.server()).credentials(decoded).access(null);
    return List.of(current.value().reveal(), current.refreshToken().reveal());
  }
}
