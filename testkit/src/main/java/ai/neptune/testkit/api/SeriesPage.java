package ai.neptune.testkit.api;

import ai.neptune.protocol.Point;
import ai.neptune.protocol.Points;
import ai.neptune.protocol.SearchAfter;
import ai.neptune.protocol.Series;
import ai.neptune.testkit.json.JsonObject;
import ai.neptune.testkit.model.ObjectSeries;
import ai.neptune.testkit.model.SeriesView;
import java.util.List;
import java.util.Optional;

/**
 * One page of points, filled series by series until its size is reached (docs/protocol.md, 4.6).
 */
final class SeriesPage {
  private final SeriesRequest.Common common;
  private final long pointsLimit;
  private final boolean repeatToken;
  private long remainingBytes;
  private boolean full;

  /**
   * @param pointsLimit of each series, over all its pages
   * @param sizeBytes of all points; one point is sent in any case
   * @param repeatToken whether tokens lead to the same page again
   */
  SeriesPage(SeriesRequest.Common common, long pointsLimit, long sizeBytes, boolean repeatToken) {
    this.common = common;
    this.pointsLimit = pointsLimit;
    this.remainingBytes = sizeBytes;
    this.repeatToken = repeatToken;
  }

  /**
   * How many points of a series were sent: not up to which step, since two points may share one.
   */
  private record Cursor(boolean finished, long sent) {
    static final Cursor START = new Cursor(false, 0);

    static Cursor of(JsonObject searchAfter) {
      Optional<String> token = searchAfter.optionalString("token");
      if (token.isEmpty()) {
        return START;
      }
      String[] parts = PageToken.parts(token.get(), 1);
      try {
        return new Cursor(searchAfter.bool("finished", false), Long.parseUnsignedLong(parts[0]));
      } catch (NumberFormatException e) {
        throw PageToken.malformed(token.get());
      }
    }

    SearchAfter encoded() {
      return SearchAfter.newBuilder().setFinished(finished).setToken(PageToken.of(sent)).build();
    }
  }

  /** The next points of a series, as many as fit. */
  Series next(SeriesRequest request, SeriesView<ObjectSeries> view) {
    Series.Builder series = Series.newBuilder().setRequestId(request.id());
    if (full) {
      return series.build();
    }
    Cursor start =
        request.json().optionalObject("searchAfter").map(Cursor::of).orElse(Cursor.START);
    if (start.finished()) {
      return series.setSearchAfter(start.encoded()).build();
    }
    SeriesView<ObjectSeries> rest =
        view.within(common.range())
            .skipping(start.sent(), common.descending())
            .limited(Math.max(0, pointsLimit - start.sent()), common.descending());
    Points.Builder points = Points.newBuilder();
    fill(points, rest);
    int added = points.getValuesCount();
    Cursor end = new Cursor(added == rest.size(), start.sent() + added);
    return series
        .setSeriesValues(points)
        .setSearchAfter(repeatToken ? start.encoded() : end.encoded())
        .build();
  }

  private void fill(Points.Builder points, SeriesView<ObjectSeries> view) {
    List<SeriesView.Piece<ObjectSeries>> pieces = view.pieces();
    for (int p = 0; p < pieces.size() && !full; p++) {
      SeriesView.Piece<ObjectSeries> piece =
          pieces.get(common.descending() ? pieces.size() - 1 - p : p);
      int size = piece.to() - piece.from();
      for (int i = 0; i < size && !full; i++) {
        add(points, piece.series(), common.descending() ? piece.to() - 1 - i : piece.from() + i);
      }
    }
  }

  private void add(Points.Builder points, ObjectSeries series, int index) {
    Point point =
        Point.newBuilder()
            .setTimestampMillis(series.time(index))
            .setStep(series.step(index))
            .setCompletionRatio(1f)
            .setObject(PointValueEncoder.encode(series.value(index)))
            .build();
    points.addValues(point);
    remainingBytes -= point.getSerializedSize();
    full = remainingBytes <= 0;
  }
}
