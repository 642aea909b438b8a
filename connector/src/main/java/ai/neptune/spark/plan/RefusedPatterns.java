package ai.neptune.spark.plan;

import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.RunOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Patterns of names in a search that the server refuses: only it knows which ones it takes. */
final class RefusedPatterns {

  private RefusedPatterns() {}

  static boolean areIn(RunOptions runs) {
    return runs.experimentsPattern() != null || runs.runsPattern() != null;
  }

  static InvalidOptionException in(RunOptions runs, UnexpectedResponseException refusal) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("experimentsPattern", runs.experimentsPattern());
    options.put("runsPattern", runs.runsPattern());
    options.put("query", runs.query());
    options.values().removeIf(Objects::isNull);
    String values =
        options.entrySet().stream()
            .map(option -> "'%s' for option '%s'".formatted(option.getValue(), option.getKey()))
            .collect(Collectors.joining(" or "));
    return new InvalidOptionException(
        "Invalid value %s: the server does not accept it (it takes regular expressions of RE2). %s"
            .formatted(values, refusal.getMessage()),
        refusal);
  }
}
