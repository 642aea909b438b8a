package ai.neptune.testkit.api;

import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.FloatSeries;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.model.SeriesView;
import ai.neptune.testkit.model.StepRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The points of float series (docs/protocol.md, 4.5). */
final class FloatSeriesEndpoint {
  private static final long MAX_POINTS = 1_000_000;

  private final ProjectAccess projects;

  private final Limits limits;

  FloatSeriesEndpoint(ProjectAccess projects, Limits limits) {
    this.projects = projects;
    this.limits = limits;
  }

  Response points(Request request) {
    JsonObject body = request.json();
    SeriesRequest.Common common = SeriesRequest.Common.of(body);
    List<SeriesRequest> requests = SeriesRequest.of(body, projects::holder, limits);
    long limit =
        body.integer(
            "perSeriesPointsLimit",
            Math.max(1, MAX_POINTS / Math.max(1, requests.size())),
            0,
            MAX_POINTS);
    if (limit * requests.size() > MAX_POINTS) {
      throw ApiException.badRequest(
          "perSeriesPointsLimit %d for %d series is more than %d points"
              .formatted(limit, requests.size(), MAX_POINTS));
    }
    List<FloatSeriesBody.Series> series = new ArrayList<>(requests.size());
    for (SeriesRequest seriesRequest : requests) {
      select(seriesRequest, common, limit).ifPresent(series::add);
    }
    return Response.proto(new FloatSeriesBody(series, common.descending()));
  }

  private static Optional<FloatSeriesBody.Series> select(
      SeriesRequest request, SeriesRequest.Common common, long limit) {
    Run run = request.run().orElse(null);
    if (run == null) {
      return Optional.empty();
    }
    SeriesView<FloatSeries> all =
        run.floatSeries(request.attribute(), request.lineage(), request.includePreviews());
    if (all == null) {
      return Optional.empty();
    }
    SeriesView<FloatSeries> inRange = all.within(common.range());
    StepRange remaining =
        request
            .json()
            .optionalNumber("afterStep")
            .map(step -> StepRange.ALL.after(step, common.descending()))
            .orElse(StepRange.ALL);
    return Optional.of(
        new FloatSeriesBody.Series(
            request.id(),
            inRange.size(),
            inRange.within(remaining).limited(limit, common.descending())));
  }
}
