package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The attribute definitions in use (docs/protocol.md, 4.3). */
final class DefinitionsEndpoint {
  private final ProjectAccess projects;
  private final ProjectIndexes indexes;

  private final ApiSettings settings;

  DefinitionsEndpoint(ProjectAccess projects, ProjectIndexes indexes, ApiSettings settings) {
    this.projects = projects;
    this.indexes = indexes;
    this.settings = settings;
  }

  Response query(Request request) {
    JsonObject body = request.json();
    List<Project> readable = readable(body.strings("projectIdentifiers"));
    DefinitionFilter filter = DefinitionFilter.of(body);
    PageRequest page = PageRequest.of(body, settings.limits());
    NavigableSet<AttributeDefinition> all =
        definitions(readable, RunSelection.of(body, settings.limits()));
    NavigableSet<AttributeDefinition> definitions = all;
    if (page.token() != null) {
      definitions = definitions.tailSet(lastSeen(page.token()), false);
    }

    List<Map<String, String>> entries = new ArrayList<>();
    AttributeDefinition last = null;
    boolean more = false;
    for (AttributeDefinition definition : definitions) {
      if (filter.test(definition) && !isOmitted(definition, all)) {
        if (entries.size() == page.limit()) {
          more = true;
          break;
        }
        entries.add(Map.of("name", definition.name(), "type", definition.type().wireName()));
        last = definition;
      }
    }
    String next = more && last != null ? PageToken.of(last.name(), last.type()) : null;
    if (request.fault().repeatPageToken()) {
      next = page.token() == null ? PageToken.of("", AttributeType.FLOAT) : page.token();
    }
    return Response.json(200, response(entries, next));
  }

  private boolean isOmitted(AttributeDefinition definition, Set<AttributeDefinition> all) {
    return settings.omitsIntBesideFloat()
        && definition.type() == AttributeType.INT
        && all.contains(new AttributeDefinition(definition.name(), AttributeType.FLOAT));
  }

  private List<Project> readable(List<String> identifiers) {
    if (identifiers.isEmpty()) {
      throw ApiException.badRequest("projectIdentifiers names no project");
    }
    List<Project> readable =
        identifiers.stream()
            .distinct()
            .flatMap(identifier -> projects.store().project(identifier).stream())
            .toList();
    if (readable.isEmpty()) {
      throw ApiException.accessDenied(String.join(", ", identifiers));
    }
    return readable;
  }

  private NavigableSet<AttributeDefinition> definitions(List<Project> readable, RunSelection runs) {
    if (readable.size() == 1 && runs.isAll()) {
      return indexes.definitions(readable.get(0));
    }
    NavigableSet<AttributeDefinition> union = new TreeSet<>();
    for (Project project : readable) {
      union.addAll(
          runs.isAll() ? indexes.definitions(project) : ProjectIndexes.union(runs.in(project)));
    }
    return union;
  }

  private static AttributeDefinition lastSeen(String token) {
    String[] parts = PageToken.parts(token, 2);
    try {
      return new AttributeDefinition(parts[0], AttributeType.valueOf(parts[1]));
    } catch (IllegalArgumentException e) {
      throw PageToken.malformed(token);
    }
  }

  private static Map<String, Object> response(
      List<Map<String, String>> entries, @Nullable String next) {
    Map<String, Object> nextPage = new LinkedHashMap<>();
    nextPage.put("nextPageToken", next);
    nextPage.put("limit", entries.size());
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("entries", entries);
    response.put("nextPage", nextPage);
    return response;
  }
}
