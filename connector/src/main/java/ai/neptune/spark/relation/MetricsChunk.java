package ai.neptune.spark.relation;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import ai.neptune.spark.options.SeriesOptions;
import ai.neptune.spark.plan.StepPart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The points of some float series, page by page, until each series is complete (docs/protocol.md,
 * 4.5).
 */
final class MetricsChunk implements Iterator<MetricsChunk.Page> {

  /**
   * Points of float series.
   *
   * @param series the series that they belong to, by position
   * @param counts how many points of each series to give out, from its first
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Page(List<Named<SeriesKey>> series, FloatSeriesPoints points, int[] counts) {

    /** About how much memory it takes. */
    long bytes() {
      return PageSize.BYTES_PER_POINT * points.size() + PageSize.BYTES_PER_SERIES * series.size();
    }
  }

  private final NeptuneSource source;
  private final SeriesOptions options;
  private final Lineage lineage;
  private final PageSize pageSize;
  private final StepPart part;
  private final StepRange steps;
  private List<Pending> pending;

  MetricsChunk(
      NeptuneSource source,
      SeriesOptions options,
      Lineage lineage,
      PageSize pageSize,
      StepPart part,
      List<Named<SeriesKey>> series) {
    this.source = source;
    this.options = options;
    this.lineage = lineage;
    this.pageSize = pageSize;
    this.part = part;
    this.steps = upTo(options.steps(), part.upTo());
    int wanted = options.tailLimit() == null ? Integer.MAX_VALUE : options.tailLimit();
    this.pending = series.stream().map(s -> new Pending(s, part.after(), wanted)).toList();
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
    int limit = perSeriesLimit();
    List<Pending> asked = pending;
    FloatSeriesPoints points =
        source.floatSeries(
            new FloatSeriesQuery(
                asked.stream()
                    .map(p -> new FloatSeriesQuery.Part(p.series.item(), p.afterStep))
                    .toList(),
                steps,
                lineage,
                options.includePreviews(),
                options.tailLimit() != null,
                limit));
    List<Pending> rest = new ArrayList<>();
    int[] counts = new int[asked.size()];
    for (int i = 0; i < counts.length; i++) {
      Pending series = asked.get(i);
      counts[i] = Math.min(points.count(i), Math.min(limit, series.wanted));
      if (counts[i] > 0) {
        requireBeyond(series, points.step(points.start(i)));
      }
      pageSize.observe(Objects.equals(series.afterStep, part.after()), counts[i]);
      if (counts[i] == limit && series.wanted > limit) {
        counts[i] = PageEdge.wholeSteps(points, i, limit);
        rest.add(series.after(points, points.start(i), counts[i]));
      }
    }
    pending = rest;
    return new Page(asked.stream().map(Pending::series).toList(), points, counts);
  }

  private static StepRange upTo(StepRange steps, @Nullable Double end) {
    boolean endsEarlier = end != null && (steps.to() == null || end < steps.to());
    return endsEarlier ? new StepRange(steps.from(), end) : steps;
  }

  /** A server that goes back would be asked for the same points endlessly. */
  private void requireBeyond(Pending asked, double firstStep) {
    boolean descending = options.tailLimit() != null;
    if (asked.afterStep != null
        && !(descending ? firstStep < asked.afterStep : firstStep > asked.afterStep)) {
      throw SeriesChunk.pageGivenTwice(asked.series.item());
    }
  }

  private int perSeriesLimit() {
    int most = pending.stream().mapToInt(Pending::wanted).max().orElseThrow();
    return Math.min(most, pageSize.maxPoints() / pending.size());
  }

  /** A series that is not complete: where to go on, and how many points are still wanted. */
  private record Pending(Named<SeriesKey> series, @Nullable Double afterStep, int wanted) {

    /** What is left of it when so many of its points are given out. */
    Pending after(FloatSeriesPoints points, int start, int count) {
      if (count == 0) {
        throw SeriesChunk.pageGivenTwice(series.item());
      }
      return new Pending(series, points.step(start + count - 1), wanted - count);
    }
  }
}
