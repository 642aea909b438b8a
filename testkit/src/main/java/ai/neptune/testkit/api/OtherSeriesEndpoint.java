package ai.neptune.testkit.api;

import ai.neptune.protocol.Series;
import ai.neptune.protocol.SeriesValues;
import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.AttributeType;
import ai.neptune.testkit.model.ObjectSeries;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.model.SeriesView;
import org.jspecify.annotations.Nullable;

/**
 * The points of string, histogram and file series (docs/protocol.md, 4.6). Series are sent in the
 * order of the request until the page is full. A series of an attribute that exists nowhere in the
 * project always comes back without {@code searchAfter}; one that only this run lacks is absent.
 */
final class OtherSeriesEndpoint {
  private static final long DEFAULT_PAGE_BYTES = 8 * 1024 * 1024;

  private final ProjectAccess projects;
  private final ProjectIndexes indexes;

  private final Limits limits;

  OtherSeriesEndpoint(ProjectAccess projects, ProjectIndexes indexes, Limits limits) {
    this.projects = projects;
    this.indexes = indexes;
    this.limits = limits;
  }

  Response points(Request request) {
    if (!"false".equals(request.parameter("useDeprecatedStringFields"))) {
      throw ApiException.badRequest("useDeprecatedStringFields must be false");
    }
    JsonObject body = request.json();
    SeriesPage page =
        new SeriesPage(
            SeriesRequest.Common.of(body),
            body.integer("perSeriesPointsLimit", Long.MAX_VALUE, 0, Long.MAX_VALUE),
            body.integer("sizeLimitBytes", DEFAULT_PAGE_BYTES, 1, Long.MAX_VALUE),
            request.fault().repeatPageToken());
    SeriesValues.Builder response = SeriesValues.newBuilder();
    for (SeriesRequest series : SeriesRequest.of(body, projects::run, limits)) {
      if (series.run().isPresent()) {
        add(response, series, series.run().get(), page);
      }
    }
    return Response.proto(response.build());
  }

  private void add(SeriesValues.Builder response, SeriesRequest request, Run run, SeriesPage page) {
    SeriesView<ObjectSeries> view = viewOf(request, run);
    if (view != null) {
      response.addSeries(page.next(request, view));
    } else if (!existsInProject(run, request.attribute())) {
      response.addSeries(Series.newBuilder().setRequestId(request.id()));
    }
  }

  private static @Nullable SeriesView<ObjectSeries> viewOf(SeriesRequest request, Run run) {
    int index = run.definitions().indexOf(request.attribute());
    if (index < 0) {
      return null;
    }
    AttributeType type = run.definitions().get(index).type();
    return type.isSeries() && type != AttributeType.FLOAT_SERIES
        ? run.objectSeries(request.attribute(), type, request.lineage())
        : null;
  }

  private boolean existsInProject(Run run, String attribute) {
    AttributeDefinition first = new AttributeDefinition(attribute, AttributeType.FLOAT);
    AttributeDefinition found = indexes.definitions(run.project()).ceiling(first);
    return found != null && found.name().equals(attribute);
  }
}
