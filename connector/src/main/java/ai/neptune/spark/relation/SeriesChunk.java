package ai.neptune.spark.relation;

import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesPoint;
import ai.neptune.client.SeriesQuery;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.SeriesOptions;
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.ReadBudget;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.plan.SelectedAttributes;
import ai.neptune.spark.plan.ValueBytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The points of some string, histogram and file series, page by page, until each series is complete
 * (docs/protocol.md, 4.6).
 */
final class SeriesChunk implements Iterator<SeriesChunk.Page> {

  /** A page that leads no further is legal; an endless sequence of them is not. */
  private static final int MOST_IDLE_PAGES = 100;

  /** Few enough that several chunks are underway, many enough that requests are few. */
  private static final int SERIES_PER_CHUNK = 1_000;

  private final NeptuneSource source;
  private final SeriesOptions options;
  private final Lineage lineage;
  private List<Pending> pending;

  SeriesChunk(
      NeptuneSource source, SeriesOptions options, Lineage lineage, List<Named<SeriesKey>> series) {
    this.source = source;
    this.options = options;
    this.lineage = lineage;
    this.pending = series.stream().map(s -> new Pending(s, null, null, 0)).toList();
  }

  /** A point, and the series that it belongs to. */
  record LocatedPoint(Named<SeriesKey> series, SeriesPoint point) {

    String name() {
      return series.name();
    }

    String attribute() {
      return series.item().attribute();
    }
  }

  /**
   * Some points.
   *
   * @param bytes about how much memory they take
   */
  record Page(List<LocatedPoint> points, long bytes) {}

  /** All series of a partition in chunks that can be read independently of each other. */
  static Iterator<SeriesChunk> chunks(
      NeptuneSource source,
      NeptuneOptions options,
      RunsPartition partition,
      SelectedAttributes selected) {
    SeriesToRead series = SeriesToRead.of(source, partition, selected);
    Lineage lineage = new Lineage(options.series().lineageToTheRoot(), options.container());
    return Iterators.map(
        new SeriesBatches(partition, series, () -> SERIES_PER_CHUNK),
        batch -> new SeriesChunk(source, options.series(), lineage, batch));
  }

  @Override
  public boolean hasNext() {
    return !pending.isEmpty();
  }

  @Override
  public Page next() {
    if (pending.isEmpty()) {
      throw new NoSuchElementException();
    }
    List<LocatedPoint> points = new ArrayList<>();
    List<Pending> rest = new ArrayList<>();
    long bytes = 0;
    boolean progress = false;
    boolean descending = options.tailLimit() != null;
    for (SeriesPage.Part part : source.series(query()).parts()) {
      Pending asked = pending.get(part.index());
      asked.requireNew(part.points(), descending);
      for (var point : part.points()) {
        points.add(new LocatedPoint(asked.series, point));
        bytes += ValueBytes.of(point.value());
      }
      switch (part.state()) {
        case FINISHED -> progress = true;
        case PARTIAL -> {
          progress = true;
          rest.add(asked.after(part));
        }
        case POSTPONED -> rest.add(asked.having(part.points()));
      }
    }
    // A series that exists nowhere may be postponed endlessly.
    pending = progress ? rest : List.of();
    return new Page(points, bytes);
  }

  private SeriesQuery query() {
    return new SeriesQuery(
        pending.stream().map(p -> new SeriesQuery.Part(p.series.item(), p.token)).toList(),
        options.steps(),
        lineage,
        options.tailLimit() != null,
        options.tailLimit(),
        // Text takes twice its length here: as it was decoded, and as Spark keeps it.
        ReadBudget.ofJvm().pageBytes() / 2);
  }

  /** A server that goes back would be asked for the same points endlessly. */
  static UnexpectedResponseException pageGivenTwice(SeriesKey series) {
    return new UnexpectedResponseException(
        "The server gave the same page of the series '%s' of run %s twice; reading it would never"
                .formatted(series.attribute(), series.run())
            + " end. Report this to the server's operator.");
  }

  /**
   * A series that is not complete.
   *
   * @param token the last token it gave
   * @param lastStep the step of its last point so far, or null
   * @param idlePages how many pages it gave since that led to no later step
   */
  private record Pending(
      Named<SeriesKey> series, @Nullable String token, @Nullable Double lastStep, int idlePages) {

    /** Requires that points come after those that it gave before. */
    void requireNew(List<SeriesPoint> points, boolean descending) {
      if (lastStep == null || points.isEmpty()) {
        return;
      }
      double first = points.get(0).step();
      // Two points may have one step, where a run was forked: a page may end between them.
      if (!(descending ? first <= lastStep : first >= lastStep)) {
        throw pageGivenTwice(series.item());
      }
    }

    /** What is left of it after a page. */
    Pending after(SeriesPage.Part page) {
      List<SeriesPoint> points = page.points();
      Double reached = points.isEmpty() ? lastStep : lastStepOf(points);
      boolean isIdle = Objects.equals(reached, lastStep);
      if (Objects.equals(page.token(), token) || (isIdle && idlePages == MOST_IDLE_PAGES)) {
        throw pageGivenTwice(series.item());
      }
      return new Pending(series, page.token(), reached, isIdle ? idlePages + 1 : 0);
    }

    /** What is left of it, as before, when a page did not tell how to go on. */
    Pending having(List<SeriesPoint> points) {
      return points.isEmpty() ? this : new Pending(series, token, lastStepOf(points), idlePages);
    }

    private static Double lastStepOf(List<SeriesPoint> points) {
      return points.get(points.size() - 1).step();
    }
  }
}
