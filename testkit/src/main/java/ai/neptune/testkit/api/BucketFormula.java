package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;

/** Reads the formula that names a series: {@code ${attribute}} (docs/protocol.md, 4.7). */
final class BucketFormula {
  private static final String SPECIAL = "\\${}";

  private BucketFormula() {}

  /** The attribute; in its name {@code \ $ { }} are escaped by a backslash. */
  static String attributeOf(String formula) {
    if (!formula.startsWith("${") || !formula.endsWith("}")) {
      throw malformed(formula);
    }
    StringBuilder name = new StringBuilder();
    int end = formula.length() - 1;
    for (int i = 2; i < end; i++) {
      char c = formula.charAt(i);
      if (c == '\\') {
        i++;
        if (i == end || SPECIAL.indexOf(formula.charAt(i)) < 0) {
          throw malformed(formula);
        }
        name.append(formula.charAt(i));
      } else if (SPECIAL.indexOf(c) >= 0) {
        throw malformed(formula);
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  private static ApiException malformed(String formula) {
    return ApiException.badRequest(
        "\"%s\" is not of the form ${attribute} with \\ $ { } escaped".formatted(formula));
  }
}
