package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The requested runs: {@code experimentIdsFilter} of docs/protocol.md, 4.3 and 4.4. */
record RunSelection(Optional<List<String>> identifiers) {
  static RunSelection of(JsonObject body, Limits limits) {
    Optional<List<String>> identifiers = body.optionalStrings("experimentIdsFilter");
    if (identifiers.isPresent() && identifiers.get().size() > limits.runs()) {
      throw ApiException.badRequest(
          "%d runs are requested; at most %d are allowed"
              .formatted(identifiers.get().size(), limits.runs()));
    }
    return new RunSelection(identifiers);
  }

  boolean isAll() {
    return identifiers.isEmpty();
  }

  int size() {
    return identifiers.map(List::size).orElse(0);
  }

  /** The runs of a project that are selected, by position; unknown ones are ignored. */
  List<Run> in(Project project) {
    return identifiers
        .map(
            names ->
                names.stream()
                    .distinct()
                    .flatMap(name -> project.run(name).stream())
                    .sorted(Comparator.comparingInt(Run::position))
                    .toList())
        .orElse(project.runs());
  }
}
