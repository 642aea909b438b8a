package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.client.AttributeType;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.StepRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads points of float series that are named one by one. */
final class PointReader {

  private static final Set<AttributeType> FLOATS = EnumSet.of(AttributeType.FLOAT_SERIES);
  private static final Set<ExportColumn> COLUMNS = RowValues.columns(FLOATS);

  private final ArchiveAccess archive;
  private final SeriesClock clock;

  PointReader(ArchiveAccess archive) {
    this.archive = archive;
    this.clock = archive.clock();
  }

  FloatSeriesPoints points(FloatSeriesQuery query) throws IOException {
    List<FloatSeriesQuery.Part> parts = query.series();
    LastPoints points = new LastPoints(parts.size(), query.perSeriesLimit(), query.descending());
    new AskedSeries(archive, parts.stream().map(FloatSeriesQuery.Part::key).toList())
        .forEachPoint(
            FLOATS,
            COLUMNS,
            query.steps(),
            query.lineage(),
            (series, scan, row, type, run) -> {
              double step = scan.columns().steps().values()[row];
              Double after = parts.get(series).afterStep();
              if (after == null || (query.descending() ? step < after : step > after)) {
                long time = scan.columns().longs(ExportColumn.TIME).values()[row];
                points.add(
                    series, step, RowValues.point(scan.columns(), row), clock.instant(run, time));
              }
            });
    return points.points();
  }

  List<List<SeriesBucket>> buckets(BucketsQuery query) throws IOException {
    AskedSeries asked = new AskedSeries(archive, query.series());
    StepRange range = query.steps() == null ? steps(asked, query) : query.steps();
    List<BucketGrid.Filling> series = new ArrayList<>();
    if (range.from() == null) {
      query.series().forEach(key -> series.add(null));
    } else {
      BucketGrid grid = BucketGrid.of(range, query.maxBuckets());
      query.series().forEach(key -> series.add(grid.new Filling()));
      asked.forEachPoint(
          FLOATS,
          COLUMNS,
          StepRange.ALL,
          query.lineage(),
          (i, scan, row, type, run) ->
              series
                  .get(i)
                  .add(scan.columns().steps().values()[row], RowValues.point(scan.columns(), row)));
    }
    return series.stream()
        .map(filling -> filling == null ? List.<SeriesBucket>of() : filling.buckets())
        .toList();
  }

  /** The range of steps that some series share; open if they have no point. */
  private static StepRange steps(AskedSeries asked, BucketsQuery query) throws IOException {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    asked.forEachPoint(
        FLOATS,
        COLUMNS,
        StepRange.ALL,
        query.lineage(),
        (series, scan, row, type, run) -> {
          double step = scan.columns().steps().values()[row];
          range[0] = Math.min(range[0], step);
          range[1] = Math.max(range[1], step);
        });
    return range[0] <= range[1] ? new StepRange(range[0], range[1]) : StepRange.ALL;
  }
}
