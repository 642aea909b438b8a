package ai.neptune.testkit.api;

import ai.neptune.protocol.NextPage;
import ai.neptune.protocol.QueryAttributesResult;
import ai.neptune.protocol.RunAttributes;
import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeShape;
import ai.neptune.testkit.model.Project;
import ai.neptune.testkit.model.Run;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of attributes of runs (docs/protocol.md, 4.4). */
final class ValuesEndpoint {
  private final ProjectAccess projects;

  private final Limits limits;
  private final AttributeEncoder.Format format;

  ValuesEndpoint(ProjectAccess projects, ApiSettings settings) {
    this.projects = projects;
    this.limits = settings.limits();
    this.format = new AttributeEncoder.Format(settings.namesTypes(), Integer.MAX_VALUE);
  }

  /** The last value of a page: an attribute of a run. */
  private record Cursor(int position, String name) {
    static final Cursor START = new Cursor(-1, "");

    static Cursor of(String token) {
      String[] parts = PageToken.parts(token, 2);
      try {
        return new Cursor(Integer.parseInt(parts[0]), parts[1]);
      } catch (NumberFormatException e) {
        throw PageToken.malformed(token);
      }
    }

    String token() {
      return PageToken.of(position, name);
    }

    boolean isBefore(Run run, AttributeDefinition definition) {
      return position < run.position()
          || (position == run.position() && name.compareTo(definition.name()) < 0);
    }
  }

  Response query(Request request) {
    Project project = projects.project(request.parameter("projectIdentifier"));
    JsonObject body = request.json();
    RunSelection selection = RunSelection.of(body, limits);
    DefinitionFilter filter = filterOf(body, selection);
    PageRequest page = PageRequest.of(body, limits);
    Cursor start = page.token() == null ? Cursor.START : Cursor.of(page.token());

    QueryAttributesResult.Builder result = QueryAttributesResult.newBuilder();
    Cursor end = addValues(result, selection.in(project), filter, start, page.limit());
    if (request.fault().repeatPageToken()) {
      end = start;
    }
    NextPage.Builder next = NextPage.newBuilder().setLimit(page.limit());
    if (end != null) {
      next.setNextPageToken(end.token());
    }
    return Response.proto(result.setNextPage(next).build());
  }

  /** Adds one page of values, and gives where it ended; null if there are no more. */
  private @Nullable Cursor addValues(
      QueryAttributesResult.Builder result,
      List<Run> runs,
      DefinitionFilter filter,
      Cursor start,
      int limit) {
    IdentityHashMap<AttributeShape, List<AttributeDefinition>> matching = new IdentityHashMap<>();
    Cursor last = start;
    int count = 0;
    for (Run run : runs) {
      if (run.position() < start.position()) {
        continue;
      }
      RunAttributes.Builder entry = null;
      for (AttributeDefinition definition :
          matching.computeIfAbsent(run.definitions(), shape -> matching(shape, filter))) {
        if (!start.isBefore(run, definition)) {
          continue;
        }
        if (count == limit) {
          addEntry(result, entry);
          return last;
        }
        if (entry == null) {
          entry =
              RunAttributes.newBuilder()
                  .setExperimentId(run.identifier())
                  .setExperimentShortId(run.sysId());
        }
        entry.addAttributes(format.encode(run, definition));
        last = new Cursor(run.position(), definition.name());
        count++;
      }
      addEntry(result, entry);
    }
    return null;
  }

  private static void addEntry(
      QueryAttributesResult.Builder result, RunAttributes.@Nullable Builder entry) {
    if (entry != null) {
      result.addEntries(entry);
    }
  }

  // Runs of one shape are alike in what matches.
  private static List<AttributeDefinition> matching(AttributeShape shape, DefinitionFilter filter) {
    List<AttributeDefinition> matching = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (filter.test(shape.get(i))) {
        matching.add(shape.get(i));
      }
    }
    return matching;
  }

  private DefinitionFilter filterOf(JsonObject body, RunSelection selection) {
    if (!body.has("attributeNamesFilter")) {
      requireFitting((long) selection.size() * Limits.BYTES_PER_RUN);
      return DefinitionFilter.of(body);
    }
    if (body.has("attributeNameFilter")) {
      throw ApiException.badRequest("attributeNamesFilter excludes attributeNameFilter");
    }
    List<String> names = body.strings("attributeNamesFilter");
    long bytes = (long) selection.size() * Limits.BYTES_PER_RUN;
    for (String name : names) {
      bytes += name.getBytes(StandardCharsets.UTF_8).length;
    }
    requireFitting(bytes);
    long values = (long) selection.size() * names.size();
    if (values > limits.values()) {
      throw ApiException.badRequest(
          "%d values are requested; at most %d are allowed".formatted(values, limits.values()));
    }
    return DefinitionFilter.ofNames(names);
  }

  private void requireFitting(long bytes) {
    if (bytes > limits.valueQueryBytes()) {
      throw ApiException.badRequest(
          "names, and %d bytes for each run, take %d bytes; %d are allowed"
              .formatted(Limits.BYTES_PER_RUN, bytes, limits.valueQueryBytes()));
    }
  }
}
