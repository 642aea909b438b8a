package ai.neptune.testkit.api;

import ai.neptune.protocol.Buckets;
import ai.neptune.protocol.BucketsAxis.AxisCase;
import ai.neptune.protocol.BucketsEntityType;
import ai.neptune.protocol.BucketsEntry;
import ai.neptune.protocol.BucketsExpression;
import ai.neptune.protocol.BucketsLineage;
import ai.neptune.protocol.BucketsRequest;
import ai.neptune.protocol.BucketsScale;
import ai.neptune.protocol.BucketsStepRange;
import ai.neptune.protocol.BucketsView;
import ai.neptune.testkit.http.ApiException;
import ai.neptune.testkit.http.Request;
import ai.neptune.testkit.http.Response;
import ai.neptune.testkit.model.FloatSeries;
import ai.neptune.testkit.model.Lineage;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.model.SeriesView;
import ai.neptune.testkit.model.StepRange;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The points of float series, summarised in buckets of steps (docs/protocol.md, 4.7). */
final class BucketsEndpoint {
  private static final int MAX_SERIES = 1_000;
  private static final int MIN_BUCKETS = 2;
  private static final int MAX_BUCKETS = 1_001;

  private final ProjectAccess projects;

  BucketsEndpoint(ProjectAccess projects) {
    this.projects = projects;
  }

  /** The points of one expression; empty if there is no such series. */
  private record Selection(String requestId, Optional<SeriesView<FloatSeries>> points) {}

  Response buckets(Request request) {
    BucketsRequest message = parse(request);
    requireSupported(message);
    StepRange filter = filterOf(message.getView());
    List<Selection> selections = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (BucketsExpression expression : message.getExpressionsList()) {
      requireUuid(expression.getRequestId());
      if (!ids.add(expression.getRequestId())) {
        throw ApiException.badRequest("requestId " + expression.getRequestId() + " is repeated");
      }
      selections.add(
          new Selection(expression.getRequestId(), select(expression).map(v -> v.within(filter))));
    }
    Optional<BucketGrid> grid = gridOf(message.getView(), selections);
    Buckets.Builder response = Buckets.newBuilder();
    for (Selection selection : selections) {
      BucketsEntry.Builder entry = BucketsEntry.newBuilder().setRequestId(selection.requestId());
      if (grid.isPresent() && selection.points().isPresent()) {
        entry.addAllBucket(grid.get().fill(selection.points().get()));
      }
      response.addEntries(entry);
    }
    return Response.proto(response.build());
  }

  private Optional<SeriesView<FloatSeries>> select(BucketsExpression expression) {
    String attribute = BucketFormula.attributeOf(expression.getCustomYFormula());
    Lineage lineage = Lineage.FULL;
    if (expression.getLineage() == BucketsLineage.ONLY_OWNED) {
      lineage =
          expression.getEntityType() == BucketsEntityType.RUN ? Lineage.RUN : Lineage.EXPERIMENT;
    }
    Run run = projects.run(expression.getRunId()).orElse(null);
    return run == null
        ? Optional.empty()
        : Optional.ofNullable(run.floatSeries(attribute, lineage, expression.getIncludePreview()));
  }

  private static Optional<BucketGrid> gridOf(BucketsView view, List<Selection> selections) {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Selection selection : selections) {
      SeriesView<FloatSeries> points = selection.points().orElse(null);
      if (points != null && points.size() > 0) {
        from = Math.min(from, points.firstStep());
        to = Math.max(to, points.lastStep());
      }
    }
    from = view.hasFrom() ? view.getFrom() : from;
    to = view.hasTo() ? view.getTo() : to;
    return from <= to
        ? Optional.of(new BucketGrid(from, to, view.getMaxBuckets()))
        : Optional.empty();
  }

  private static StepRange filterOf(BucketsView view) {
    if (!view.getPointFilters().hasStepRange()) {
      return StepRange.ALL;
    }
    BucketsStepRange range = view.getPointFilters().getStepRange();
    return StepRange.closed(
        range.hasFrom() ? range.getFrom() : null, range.hasTo() ? range.getTo() : null);
  }

  private static BucketsRequest parse(Request request) {
    String type = request.header("Content-Type").orElse("");
    if (!type.startsWith("application/x-protobuf")) {
      throw ApiException.badRequest("the content type must be application/x-protobuf");
    }
    try {
      return BucketsRequest.parseFrom(request.body());
    } catch (InvalidProtocolBufferException e) {
      throw ApiException.badRequest("the body is not a message: " + e.getMessage());
    }
  }

  private static void requireSupported(BucketsRequest message) {
    BucketsView view = message.getView();
    if (message.getExpressionsCount() > MAX_SERIES) {
      throw ApiException.badRequest(
          "%d series are requested; at most %d are allowed"
              .formatted(message.getExpressionsCount(), MAX_SERIES));
    }
    if (view.getMaxBuckets() < MIN_BUCKETS || view.getMaxBuckets() > MAX_BUCKETS) {
      throw ApiException.badRequest(
          "maxBuckets must be from %d to %d, not %d"
              .formatted(MIN_BUCKETS, MAX_BUCKETS, view.getMaxBuckets()));
    }
    if (view.getXAxis().getAxisCase() != AxisCase.STEPS
        || view.getXScale() != BucketsScale.LINEAR
        || view.getYScale() != BucketsScale.LINEAR) {
      throw ApiException.badRequest("only linear scales over steps are supported");
    }
    if (view.hasFrom() != view.hasTo()
        || !Double.isFinite(view.getFrom())
        || !Double.isFinite(view.getTo())
        || view.getFrom() > view.getTo()) {
      throw ApiException.badRequest("view.from and view.to must be a finite range, or absent");
    }
  }

  private static void requireUuid(String requestId) {
    try {
      if (UUID.fromString(requestId).toString().equals(requestId)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("requestId \"" + requestId + "\" is not a UUID");
    }
    throw ApiException.badRequest("requestId \"" + requestId + "\" is not a UUID");
  }
}
