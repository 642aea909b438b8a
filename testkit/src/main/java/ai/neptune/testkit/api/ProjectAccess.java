package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.model.Run;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the projects and runs that requests name. */
record ProjectAccess(ProjectStore store) {
  private static final Pattern CUSTOM =
      Pattern.compile("CUSTOM/([^/]+/[^/]+)/(.+)", Pattern.DOTALL);

  /** The project of an identifier; fails with ACCESS_DENIED if there is none. */
  Project project(String identifier) {
    return store.project(identifier).orElseThrow(() -> ApiException.accessDenied(identifier));
  }

  /**
   * The run that holds float series: of a run identifier, or of {@code CUSTOM/}, the project and
   * the run id. Fails with ACCESS_DENIED if there is no such project.
   */
  Optional<Run> holder(String identifier) {
    Matcher custom = CUSTOM.matcher(identifier);
    return custom.matches() ? project(custom.group(1)).runOfId(custom.group(2)) : run(identifier);
  }

  /** The run of a run identifier. Fails with ACCESS_DENIED if there is no such project. */
  Optional<Run> run(String runIdentifier) {
    int slash = runIdentifier.lastIndexOf('/');
    if (slash < 0) {
      throw ApiException.badRequest("\"" + runIdentifier + "\" is not a run identifier");
    }
    return project(runIdentifier.substring(0, slash)).run(runIdentifier);
  }
}
