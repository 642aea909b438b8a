package ai.neptune.spark.relation;

import ai.neptune.client.Lineage;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.UnexpectedResponseException;
import ai.neptune.spark.options.SeriesOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The points of some string, histogram and file series, page by page, until each series is complete
 * (PROTOCOL 4.6).
 */
final class SeriesChunk implements Iterator<List<LocatedPoint>> {

  private final NeptuneSource source;
  private final SeriesOptions options;
  private final Lineage lineage;
  private List<Pending> pending;

  SeriesChunk(
      NeptuneSource source, SeriesOptions options, Lineage lineage, List<NamedSeries> series) {
    this.source = source;
    this.options = options;
    this.lineage = lineage;
    this.pending = series.stream().map(s -> new Pending(s, null)).toList();
  }

  @Override
  public boolean hasNext() {
    return !pending.isEmpty();
  }

  @Override
  public List<LocatedPoint> next() {
    if (pending.isEmpty()) {
      throw new NoSuchElementException();
    }
    List<LocatedPoint> points = new ArrayList<>();
    List<Pending> rest = new ArrayList<>();
    boolean progress = false;
    for (SeriesPage.Part part : source.series(query()).parts()) {
      Pending asked = pending.get(part.index());
      for (var point : part.points()) {
        points.add(new LocatedPoint(asked.series.name(), asked.series.key().attribute(), point));
      }
      switch (part.state()) {
        case FINISHED -> progress = true;
        case PARTIAL -> {
          requireNewToken(asked, part);
          progress = true;
          rest.add(new Pending(asked.series, part.token()));
        }
        case POSTPONED -> rest.add(asked);
      }
    }
    // A series that exists nowhere may be postponed for ever.
    pending = progress ? rest : List.of();
    return points;
  }

  private SeriesQuery query() {
    return new SeriesQuery(
        pending.stream().map(p -> new SeriesQuery.Part(p.series.key(), p.token)).toList(),
        options.steps(),
        lineage,
        options.tailLimit() != null,
        options.tailLimit());
  }

  private static void requireNewToken(Pending asked, SeriesPage.Part part) {
    if (part.token().equals(asked.token)) {
      throw new UnexpectedResponseException(
          "The server gave the same page of the series '%s' of run %s twice; reading it would never"
                  .formatted(asked.series.key().attribute(), asked.series.key().run())
              + " end. Report this to the server's operator.");
    }
  }

  /** A series that is not complete, and the last token it gave. */
  private record Pending(NamedSeries series, String token) {}
}
