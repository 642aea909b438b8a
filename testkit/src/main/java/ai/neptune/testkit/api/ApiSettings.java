package ai.neptune.testkit.api;

import java.time.Duration;

/**
 * How the API behaves where servers differ (testkit/README.md, "Variants of servers").
 *
 * @param apiKey the key that API tokens must carry
 * @param refusesTokensWith400 whether another API token is refused with status 400, not 401
 * @param countsMatches whether searches give {@code matching_item_count}
 * @param namesTypes whether attributes carry the name of their type
 * @param omitsIntBesideFloat whether a name that is both int and float has the definition of the
 *     float only
 */
public record ApiSettings(
    String apiKey,
    Duration accessTokenLifetime,
    boolean refusesTokensWith400,
    Limits limits,
    boolean countsMatches,
    boolean namesTypes,
    boolean omitsIntBesideFloat,
    Storage storage) {

  /**
   * The storage of files.
   *
   * @param urlScheme how it signs URLs
   * @param urlLifetime of signed URLs
   * @param rawUrls whether characters that URLs must not hold stand in paths as they are
   */
  public record Storage(UrlScheme urlScheme, Duration urlLifetime, boolean rawUrls) {}
}
