package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeType;
import ai.neptune.client.FileRef;
import ai.neptune.client.Histogram;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesPoint;
import ai.neptune.client.SeriesQuery;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads points of string, histogram and file series that are named one by one, as many at a time as
 * fit into memory. A series' token is the number of points that it has given.
 */
final class SeriesReader {

  private static final Set<AttributeType> TYPES =
      EnumSet.of(
          AttributeType.STRING_SERIES, AttributeType.HISTOGRAM_SERIES, AttributeType.FILE_SERIES);
  private static final Set<ExportColumn> COLUMNS = RowValues.columns(TYPES);
  private static final Set<ExportColumn> COUNTING =
      EnumSet.of(
          ExportColumn.STEP,
          ExportColumn.TIME,
          ExportColumn.STRING,
          ExportColumn.HISTOGRAM,
          ExportColumn.FILE);

  /** What a page holds at the most, as it is decoded. */
  private static final long PAGE_BYTES = 8L << 20;

  private static final int BYTES_OF_POINT = 64;

  private final ArchiveAccess archive;
  private final SeriesClock clock;
  private final RowValues rowValues;

  SeriesReader(ArchiveAccess archive) {
    this.archive = archive;
    this.clock = archive.clock();
    this.rowValues = new RowValues(new FileLocator(archive.index(), archive.configuration()));
  }

  SeriesPage page(SeriesQuery query) throws IOException {
    AskedSeries asked =
        new AskedSeries(archive, query.series().stream().map(SeriesQuery.Part::key).toList());
    long[] counts = query.descending() ? count(asked, query) : null;
    long limit = query.perSeriesLimit() == null ? Long.MAX_VALUE : query.perSeriesLimit();
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < query.series().size(); i++) {
      String token = query.series().get(i).token();
      long given = token == null ? 0 : Long.parseLong(token);
      windows.add(
          counts == null
              ? new Window(given, limit)
              : new Window(Math.max(0, counts[i] - limit), counts[i] - given));
    }
    return query.descending()
        ? lastFirst(asked, query, windows)
        : firstFirst(asked, query, windows);
  }

  /** The points from a position on and before another, of those of a whole series. */
  private record Window(long from, long before) {}

  private long[] count(AskedSeries asked, SeriesQuery query) throws IOException {
    long[] counts = new long[query.series().size()];
    asked.forEachPoint(
        TYPES,
        COUNTING,
        query.steps(),
        query.lineage(),
        (series, scan, row, type, run) -> counts[series]++);
    return counts;
  }

  private SeriesPage firstFirst(AskedSeries asked, SeriesQuery query, List<Window> windows)
      throws IOException {
    Page page = new Page(windows.size());
    long[] positions = new long[windows.size()];
    asked.forEachPoint(
        TYPES,
        COLUMNS,
        query.steps(),
        query.lineage(),
        (series, scan, row, type, run) -> {
          long position = positions[series]++;
          Window window = windows.get(series);
          if (position >= window.from() && position < window.before()) {
            double step = scan.columns().steps().values()[row];
            // Two points of one step are given together: the next page begins beyond their step.
            if (page.takes(series, step)) {
              page.add(series, point(scan.columns(), row, type, run));
            }
          }
        });
    List<SeriesPage.Part> parts = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      long given = windows.get(i).from() + page.points.get(i).size();
      boolean finished = given >= Math.min(positions[i], windows.get(i).before());
      parts.add(page.part(i, finished, given));
    }
    return new SeriesPage(parts);
  }

  private SeriesPage lastFirst(AskedSeries asked, SeriesQuery query, List<Window> windows)
      throws IOException {
    LastPage page = new LastPage(windows.size());
    long[] positions = new long[windows.size()];
    asked.forEachPoint(
        TYPES,
        COLUMNS,
        query.steps(),
        query.lineage(),
        (series, scan, row, type, run) -> {
          long position = positions[series]++;
          Window window = windows.get(series);
          if (position >= window.from() && position < window.before()) {
            page.add(series, point(scan.columns(), row, type, run));
          }
        });
    List<SeriesPage.Part> parts = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      String token = query.series().get(i).token();
      long before = token == null ? 0 : Long.parseLong(token);
      long left = windows.get(i).before() - windows.get(i).from() - page.points.get(i).size();
      parts.add(page.part(i, left <= 0, before + page.points.get(i).size()));
    }
    return new SeriesPage(parts);
  }

  private SeriesPoint point(RowBatches row, int i, AttributeType type, ArchivedRun run)
      throws IOException {
    long time =
        RowValues.hasTime(row, i)
            ? clock.instant(run, row.longs(ExportColumn.TIME).values()[i])
            : SeriesPoint.NO_TIME;
    return new SeriesPoint(time, row.steps().values()[i], rowValues.value(row, i, type, run));
  }

  private static long bytes(SeriesPoint point) {
    Object value = point.value();
    if (value instanceof String text) {
      return BYTES_OF_POINT + 2L * text.length();
    }
    return value instanceof Histogram histogram
        ? BYTES_OF_POINT + 8L * (histogram.edges().length + histogram.values().length)
        : BYTES_OF_POINT + 2L * ((FileRef) value).path().length();
  }

  /** A page of first points: it is full when its bytes are used up. */
  private static class Page {
    final List<Deque<SeriesPoint>> points = new ArrayList<>();
    long bytes;

    Page(int series) {
      for (int i = 0; i < series; i++) {
        points.add(new ArrayDeque<>());
      }
    }

    private boolean[] closed;

    /** A series that a page had no room for gets no later point either. */
    boolean takes(int series, double step) {
      if (closed == null) {
        closed = new boolean[points.size()];
      }
      SeriesPoint last = points.get(series).peekLast();
      boolean belongsToLast = last != null && last.step() == step;
      closed[series] |= bytes >= PAGE_BYTES && !belongsToLast;
      return !closed[series];
    }

    void add(int series, SeriesPoint point) {
      points.get(series).add(point);
      bytes += SeriesReader.bytes(point);
    }

    SeriesPage.Part part(int series, boolean finished, long given) {
      List<SeriesPoint> ofSeries = List.copyOf(points.get(series));
      SeriesPage.State state =
          finished
              ? SeriesPage.State.FINISHED
              : ofSeries.isEmpty() ? SeriesPage.State.POSTPONED : SeriesPage.State.PARTIAL;
      String token = state == SeriesPage.State.PARTIAL ? Long.toString(given) : null;
      return new SeriesPage.Part(series, state, token, ofSeries);
    }
  }

  /**
   * A page of last points, the last first: when its bytes are used up, the earliest of the series
   * that takes most are left to the next page.
   */
  private static final class LastPage extends Page {

    LastPage(int series) {
      super(series);
    }

    @Override
    void add(int series, SeriesPoint point) {
      points.get(series).addFirst(point);
      bytes += SeriesReader.bytes(point);
      while (bytes > PAGE_BYTES && dropEarliest(points.get(series))) {
        // The series that grew gives way.
      }
    }

    private boolean dropEarliest(Deque<SeriesPoint> ofSeries) {
      if (ofSeries.size() < 2) {
        return false;
      }
      double step = ofSeries.peekLast().step();
      bytes -= SeriesReader.bytes(ofSeries.removeLast());
      while (ofSeries.size() > 1 && ofSeries.peekLast().step() == step) {
        bytes -= SeriesReader.bytes(ofSeries.removeLast());
      }
      return true;
    }
  }
}
