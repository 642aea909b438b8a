package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.ProjectStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The projects (docs/protocol.md, 4.9). */
final class ProjectsEndpoints {
  private static final int DEFAULT_LIMIT = 100;

  private final ProjectStore store;

  ProjectsEndpoints(ProjectStore store) {
    this.store = store;
  }

  Response list(Request request) {
    String workspace = request.query().getOrDefault("organizationIdentifier", "");
    int offset = number(request, "offset", 0);
    int limit = number(request, "limit", DEFAULT_LIMIT);
    List<Map<String, Object>> matching =
        store.projects().stream()
            .filter(project -> workspace.isEmpty() || project.workspace().equals(workspace))
            .map(ProjectsEndpoints::document)
            .toList();
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("entries", matching.stream().skip(offset).limit(limit).toList());
    response.put("matchingItemCount", matching.size());
    response.put("totalItemCount", matching.size());
    return Response.json(200, response);
  }

  Response get(Request request) {
    String identifier = request.parameter("projectIdentifier");
    return store
        .project(identifier)
        .map(project -> Response.json(200, document(project)))
        .orElseThrow(
            () -> new ApiException(404, "PROJECT_NOT_FOUND", "there is no project " + identifier));
  }

  private static Map<String, Object> document(Project project) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", project.uuid());
    document.put("name", project.name());
    document.put("projectKey", project.key());
    document.put("organizationId", project.workspaceUuid());
    document.put("organizationName", project.workspace());
    document.put("version", 3);
    return document;
  }

  private static int number(Request request, String parameter, int otherwise) {
    String text = request.query().getOrDefault(parameter, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("the parameter " + parameter + " must be a whole number");
    }
  }
}
