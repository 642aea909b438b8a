package ai.neptune.testkit.api;

import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.protocol.Entry;
import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeShape;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Searches for runs and experiments, in one project and in all (docs/protocol.md, 4.1 and 4.2). */
final class EntriesEndpoints {
  private static final int DEFAULT_PAGE = 10_000;
  private static final int MAX_PROJECTION = 1_000;
  private static final List<String> GLOBAL_PROJECTION =
      List.of("sys/id", "sys/name", "sys/custom_run_id");

  private final ProjectAccess projects;
  private final ProjectIndexes indexes;

  private final ApiSettings settings;

  EntriesEndpoints(ProjectAccess projects, ProjectIndexes indexes, ApiSettings settings) {
    this.projects = projects;
    this.indexes = indexes;
    this.settings = settings;
  }

  Response searchProject(Request request) {
    if (!request.parameter("type").equals("run")) {
      throw ApiException.badRequest("the parameter type must be run");
    }
    Project project = projects.project(request.parameter("projectIdentifier"));
    JsonObject body = request.json();
    List<String> projection = projectionOf(body);
    int truncateTo =
        (int) body.integer("truncateStringTo", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    EntryIndex index = indexes.entries(project);
    return page(index, EntryQuery.of(body), body, projection, format(truncateTo));
  }

  Response searchAll(Request request) {
    JsonObject body = request.json();
    EntryQuery query = EntryQuery.of(body);
    query.requireGlobalAttributes();
    return page(indexes.allEntries(), query, body, GLOBAL_PROJECTION, format(Integer.MAX_VALUE));
  }

  private AttributeEncoder.Format format(int truncateTo) {
    return new AttributeEncoder.Format(settings.namesTypes(), truncateTo);
  }

  private Response page(
      EntryIndex index,
      EntryQuery query,
      JsonObject body,
      List<String> projection,
      AttributeEncoder.Format format) {
    int offset = 0;
    int limit = DEFAULT_PAGE;
    if (body.has("pagination")) {
      JsonObject pagination = body.object("pagination");
      offset = (int) pagination.integer("offset", 0, 0, Integer.MAX_VALUE);
      limit = (int) pagination.integer("limit", DEFAULT_PAGE, 0, settings.limits().pageSize());
    }
    int[] matching = index.search(query);
    EntriesSearchResult.Builder result = EntriesSearchResult.newBuilder();
    if (settings.countsMatches()) {
      result.setMatchingItemCount(matching.length);
    }
    long end = Math.min(matching.length, (long) offset + limit);
    for (int i = offset; i < end; i++) {
      result.addEntries(entry(index.run(matching[i]), projection, format));
    }
    return Response.proto(result.build());
  }

  private static Entry entry(Run run, List<String> projection, AttributeEncoder.Format format) {
    Project project = run.project();
    Entry.Builder entry =
        Entry.newBuilder()
            .setExperimentId(run.identifier())
            .setType("run")
            .setProjectId(project.uuid())
            .setOrganizationId(project.workspaceUuid())
            .setProjectName(project.name())
            .setOrganizationName(project.workspace());
    AttributeShape definitions = run.definitions();
    for (String name : projection) {
      int index = definitions.indexOf(name);
      if (index >= 0) {
        entry.addAttributes(format.encode(run, definitions.get(index)));
      }
    }
    return entry.build();
  }

  private static List<String> projectionOf(JsonObject body) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonObject filter : body.objects("attributeFilters")) {
      names.add(filter.string("path"));
    }
    long counted = names.stream().filter(name -> !GLOBAL_PROJECTION.contains(name)).count();
    if (counted > MAX_PROJECTION) {
      throw ApiException.badRequest(
          "%d attributes are requested; at most %d are allowed, not counting sys/id and the name"
              .formatted(counted, MAX_PROJECTION));
    }
    return new ArrayList<>(names);
  }
}
