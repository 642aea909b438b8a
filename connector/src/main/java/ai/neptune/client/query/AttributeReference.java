package ai.neptune.client.query;

import ai.neptune.client.AttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a user's NQL that names an attribute in back-ticks.
 *
 * @param name the attribute's name
 * @param end the position behind the closing back-tick, where the type follows
 * @param typed whether a type follows
 * @param impliedType the type implied by the aggregate around the name, or null
 */
record AttributeReference(
    String name, int end, boolean typed, @Nullable AttributeType impliedType) {

  private static final Pattern TYPE = Pattern.compile("\\s*:");

  /** The aggregates of float series only; every series has a last value. */
  private static final Pattern FLOAT_SERIES_AGGREGATE =
      Pattern.compile("\\b(?:min|max|average|variance)\\s*\\(\\s*\\z", Pattern.CASE_INSENSITIVE);

  /** Finds all names, without parsing the rest of the query. */
  static List<AttributeReference> findAll(String nql) {
    List<AttributeReference> references = new ArrayList<>();
    int tokenEnd = 0;
    int next = 0;
    while (next < nql.length()) {
      char c = nql.charAt(next);
      if (c == '"') {
        next = endOfString(nql, next);
        tokenEnd = next;
      } else if (c == '`') {
        int close = nql.indexOf('`', next + 1);
        if (close < 0) {
          return references;
        }
        references.add(reference(nql, tokenEnd, next, close));
        next = close + 1;
        tokenEnd = next;
      } else {
        next++;
      }
    }
    return references;
  }

  private static AttributeReference reference(String nql, int tokenEnd, int open, int close) {
    int end = close + 1;
    boolean aggregated = FLOAT_SERIES_AGGREGATE.matcher(nql).region(tokenEnd, open).find();
    return new AttributeReference(
        nql.substring(open + 1, close),
        end,
        TYPE.matcher(nql).region(end, nql.length()).lookingAt(),
        aggregated ? AttributeType.FLOAT_SERIES : null);
  }

  private static int endOfString(String nql, int start) {
    int next = start + 1;
    while (next < nql.length() && nql.charAt(next) != '"') {
      next += nql.charAt(next) == '\\' ? 2 : 1;
    }
    return Math.min(next + 1, nql.length());
  }
}
