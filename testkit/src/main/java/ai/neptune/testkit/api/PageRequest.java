package ai.neptune.testkit.api;

import ai.neptune.testkit.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requested page: {@code nextPage} of docs/protocol.md, 4.3 and 4.4. */
record PageRequest(int limit, @Nullable String token) {
  private static final int DEFAULT_LIMIT = 10_000;

  static PageRequest of(JsonObject body, Limits limits) {
    Optional<JsonObject> nextPage = body.optionalObject("nextPage");
    return new PageRequest(
        nextPage
            .map(page -> (int) page.integer("limit", DEFAULT_LIMIT, 1, limits.pageSize()))
            .orElse(DEFAULT_LIMIT),
        nextPage.flatMap(page -> page.optionalString("nextPageToken")).orElse(null));
  }
}
