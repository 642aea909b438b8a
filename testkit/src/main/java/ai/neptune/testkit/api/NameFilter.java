package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The requested names of attributes (docs/protocol.md, 4.3). */
final class NameFilter {
  private static final int MAX_REGEX_BYTES = 120_000;

  private NameFilter() {}

  /** Reads {@code attributeNameFilter}: an OR of (all of these AND none of those). */
  static Predicate<String> of(JsonObject json) {
    boolean direct = json.has("mustMatchRegexes") || json.has("mustNotMatchRegexes");
    if (!json.has("mustMatchAny")) {
      return direct ? alternative(json, new int[1]) : name -> true;
    }
    if (direct) {
      throw ApiException.badRequest(
          json.place() + ": mustMatchAny excludes mustMatchRegexes and mustNotMatchRegexes");
    }
    List<Predicate<String>> alternatives = new ArrayList<>();
    int[] bytes = new int[1];
    for (JsonObject child : json.objects("mustMatchAny")) {
      alternatives.add(alternative(child, bytes));
    }
    return name -> alternatives.stream().anyMatch(alternative -> alternative.test(name));
  }

  private static Predicate<String> alternative(JsonObject json, int[] bytes) {
    List<Predicate<String>> all = regexes(json, "mustMatchRegexes", bytes);
    List<Predicate<String>> none = regexes(json, "mustNotMatchRegexes", bytes);
    return name ->
        all.stream().allMatch(regex -> regex.test(name))
            && none.stream().noneMatch(regex -> regex.test(name));
  }

  private static List<Predicate<String>> regexes(JsonObject json, String field, int[] bytes) {
    List<Predicate<String>> regexes = new ArrayList<>();
    for (String regex : json.strings(field)) {
      bytes[0] += regex.getBytes(StandardCharsets.UTF_8).length;
      if (bytes[0] > MAX_REGEX_BYTES) {
        throw ApiException.badRequest(
            json.place() + ": the regexes are longer than " + MAX_REGEX_BYTES + " bytes");
      }
      regexes.add(NameRegex.compile(regex));
    }
    return regexes;
  }
}
