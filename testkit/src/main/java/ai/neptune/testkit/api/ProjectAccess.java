package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.ProjectStore;
import ai.neptune.testkit.model.Run;
import java.util.Optional;

/** Finds the projects and runs that requests name. */
record ProjectAccess(ProjectStore store) {

  /** The project of an identifier; fails with ACCESS_DENIED if there is none. */
  Project project(String identifier) {
    return store.project(identifier).orElseThrow(() -> ApiException.accessDenied(identifier));
  }

  /** The run of a run identifier. Fails with ACCESS_DENIED if there is no such project. */
  Optional<Run> run(String runIdentifier) {
    int slash = runIdentifier.lastIndexOf('/');
    if (slash < 0) {
      throw ApiException.badRequest("\"" + runIdentifier + "\" is no run identifier");
    }
    return project(runIdentifier.substring(0, slash)).run(runIdentifier);
  }
}
