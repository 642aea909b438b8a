package ai.neptune.spark.relation;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesKey;
import ai.neptune.spark.columns.SparkValues;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.pages.ReadBudget;
import ai.neptune.spark.plan.RunsPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run in the wide layout: its series merged by step. Every series is held a page
 * ahead and no further, however long it is; a series whose page is used up is read on before any
 * later step is given out. A series with two points at a step, as there may be where a run was
 * forked, makes two rows of it.
 */
final class WideRows implements Iterator<WideRows.Page> {

  private static final int MAX_ROWS_PER_PAGE = 10_000;

  private static final long BYTES_PER_ROW = 60;

  /** A reference to a number, and the number. */
  private static final long BYTES_PER_CELL = 24;

  /** The step and the value of a point that is held. */
  private static final long BYTES_PER_POINT = 16;

  /** More than a series has at one step, so that every page goes beyond the step it began with. */
  private static final int MIN_POINTS_PER_SERIES = 10;

  /**
   * Some rows.
   *
   * @param bytes about how much memory they take, with the points that are held meanwhile
   */
  record Page(List<InternalRow> rows, long bytes) {}

  /**
   * What the columns of all runs show.
   *
   * @param places in which cells the values of each series stand
   */
  record Columns(List<Cell> cells, Map<String, List<Integer>> places) {

    static Columns of(List<Cell> cells) {
      Map<String, List<Integer>> places = new HashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        if (cells.get(i).content() == Cell.Content.VALUE) {
          places.computeIfAbsent(cells.get(i).shown().name(), a -> new ArrayList<>(1)).add(i);
        }
      }
      return new Columns(cells, places);
    }
  }

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final RunsPartition partition;
  private final int run;
  private final List<Cell> cells;
  private final Map<String, List<Integer>> places;
  private final long bytesPerRow;
  private final int rowsPerPage;
  private final int perSeriesLimit;
  private final boolean descending;
  private final PriorityQueue<Cursor> ready;
  private List<Cursor> usedUp;
  private long heldPoints;

  /**
   * @param run the run's position in the partition
   * @param attributes its series
   * @param maxPoints how many points of all its series to hold
   */
  WideRows(
      NeptuneSource source,
      NeptuneOptions options,
      RunsPartition partition,
      int run,
      List<String> attributes,
      Columns columns,
      int maxPoints) {
    this.source = source;
    this.options = options;
    this.partition = partition;
    this.run = run;
    this.cells = columns.cells();
    this.places = columns.places();
    this.descending = options.series().tailLimit() != null;
    this.perSeriesLimit =
        Math.max(MIN_POINTS_PER_SERIES, maxPoints / Math.max(1, attributes.size()));
    this.bytesPerRow = BYTES_PER_ROW + BYTES_PER_CELL * cells.size();
    this.rowsPerPage =
        (int) Math.min(MAX_ROWS_PER_PAGE, ReadBudget.ofJvm().pageBytes() / bytesPerRow + 1);
    Comparator<Cursor> byStep = Comparator.comparingDouble(Cursor::step);
    this.ready = new PriorityQueue<>(descending ? byStep.reversed() : byStep);
    int wanted = descending ? options.series().tailLimit() : Integer.MAX_VALUE;
    this.usedUp = new ArrayList<>(attributes.stream().map(a -> new Cursor(a, wanted)).toList());
  }

  @Override
  public boolean hasNext() {
    return !usedUp.isEmpty() || !ready.isEmpty();
  }

  @Override
  public Page next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    readOn();
    List<InternalRow> rows = new ArrayList<>();
    // A series that is used up may go on with any step from here: it is read on first.
    while (!ready.isEmpty() && usedUp.isEmpty() && rows.size() < rowsPerPage) {
      rows.add(row(ready.peek().step()));
    }
    return new Page(rows, bytesPerRow * rows.size() + BYTES_PER_POINT * heldPoints);
  }

  /** The values of all series at this step, each moved on to its next. */
  private InternalRow row(double step) {
    Object[] row = new Object[cells.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          switch (cells.get(i).content()) {
            case PROJECT -> SparkValues.string(partition.project());
            case NAME -> SparkValues.string(partition.name(run));
            case STEP -> step;
            case VALUE -> null;
          };
    }
    for (Cursor cursor : removeAt(step)) {
      for (int place : places.getOrDefault(cursor.attribute, List.of())) {
        row[place] = cursor.value();
      }
      cursor.position++;
      if (cursor.position < cursor.steps.length) {
        ready.add(cursor);
      } else if (cursor.hasMore) {
        usedUp.add(cursor);
      }
    }
    return new GenericInternalRow(row);
  }

  /** Takes out the series that stand at a step; each gives one of its points there. */
  private List<Cursor> removeAt(double step) {
    List<Cursor> cursors = new ArrayList<>();
    // NaN is no step, but a server may send it, and it equals nothing.
    while (!ready.isEmpty()
        && (ready.peek().step() == step || Double.compare(ready.peek().step(), step) == 0)) {
      cursors.add(ready.remove());
    }
    return cursors;
  }

  /** Reads the next page of every series that is used up. */
  private void readOn() {
    while (!usedUp.isEmpty()) {
      List<Cursor> asked = usedUp.subList(0, askable(usedUp));
      FloatSeriesPoints points = source.floatSeries(query(asked));
      for (int i = 0; i < asked.size(); i++) {
        Cursor cursor = asked.get(i);
        if (points.count(i) > 0 && !cursor.isBefore(points.step(points.start(i)), descending)) {
          throw SeriesChunk.pageGivenTwice(new SeriesKey(partition.id(run), cursor.attribute));
        }
        heldPoints -= cursor.steps.length;
        cursor.take(points, i, Math.min(cursor.wanted, perSeriesLimit));
        heldPoints += cursor.steps.length;
        if (cursor.steps.length > 0) {
          ready.add(cursor);
        } else if (cursor.hasMore) {
          throw SeriesChunk.pageGivenTwice(new SeriesKey(partition.id(run), cursor.attribute));
        }
      }
      points.release();
      usedUp = new ArrayList<>(usedUp.subList(asked.size(), usedUp.size()));
    }
  }

  /** How many of these series one request may name (docs/protocol.md, 4.10); at least one. */
  private static int askable(List<Cursor> series) {
    int nameBytes = 0;
    int count = 0;
    while (count < series.size() && count < SeriesBatches.MAX_SERIES) {
      nameBytes += series.get(count).attribute.getBytes(StandardCharsets.UTF_8).length;
      if (nameBytes > SeriesBatches.MAX_NAME_BYTES && count > 0) {
        break;
      }
      count++;
    }
    return count;
  }

  private FloatSeriesQuery query(List<Cursor> asked) {
    int limit =
        Math.min(
            perSeriesLimit, asked.stream().mapToInt(c -> c.wanted).max().orElse(perSeriesLimit));
    return new FloatSeriesQuery(
        asked.stream()
            .map(
                c ->
                    new FloatSeriesQuery.Part(
                        new SeriesKey(partition.id(run), c.attribute), c.lastStep))
            .toList(),
        options.series().steps(),
        new Lineage(options.series().lineageToTheRoot(), options.container()),
        options.series().includePreviews(),
        descending,
        limit);
  }

  /** Where the merge stands in one series. */
  private static final class Cursor {
    private final String attribute;
    private int wanted;
    private @Nullable Double lastStep;
    private double[] steps = {};
    private double[] values = {};
    private int position;
    private boolean hasMore = true;

    Cursor(String attribute, int wanted) {
      this.attribute = attribute;
      this.wanted = wanted;
    }

    double step() {
      return steps[position];
    }

    double value() {
      return values[position];
    }

    /** Whether a step follows the last one taken. */
    boolean isBefore(double step, boolean descending) {
      return lastStep == null || (descending ? step < lastStep : step > lastStep);
    }

    /** Takes its points out of the page, so that the page of all series need not be kept. */
    void take(FloatSeriesPoints points, int series, int limit) {
      int start = points.start(series);
      int sent = Math.min(points.count(series), limit);
      boolean mayGoOn = sent == limit && wanted > limit;
      int count = mayGoOn ? PageEdge.wholeSteps(points, series, limit) : sent;
      steps = points.steps(start, start + count);
      values = points.values(start, start + count);
      position = 0;
      wanted -= count;
      hasMore = mayGoOn;
      if (count > 0) {
        lastStep = steps[count - 1];
      }
    }
  }
}
