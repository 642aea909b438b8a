package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.Parallel;
import ai.neptune.archive.index.SystemValues;
import ai.neptune.archive.nql.Aggregate;
import ai.neptune.archive.nql.NqlFilter;
import ai.neptune.archive.nql.QueryableRun;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.FloatSeriesSummary;
import ai.neptune.client.SeriesLast;
import ai.neptune.client.Sorting;
import ai.neptune.errors.InvalidOptionException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;

/**
 * Finds runs by a query, and puts them into an order. What the index knows is looked up there; for
 * all else the files of the runs are read, many at a time.
 */
final class EntrySearch {

  /** Few enough for a failed piece of work to cost little, enough for one to be worth starting. */
  private static final int RUNS_PER_ITEM = 200;

  private final ArchiveAccess archive;
  private final Parallel parallel;

  EntrySearch(ArchiveAccess archive, Parallel parallel) {
    this.archive = archive;
    this.parallel = parallel;
  }

  /**
   * The runs that match, in their order.
   *
   * @param candidates the runs to choose from, oldest first
   * @param nql the query, or null for all
   * @throws InvalidOptionException if the attribute to sort by has no order
   */
  List<ArchivedRun> find(List<ArchivedRun> candidates, String nql, Sorting sorting) {
    requireOrder(sorting.by());
    Question question = new Question(nql == null ? "" : nql, sorting.by());
    return question.isAnsweredByIndex()
        ? ordered(
            question.ask(candidates.size(), place -> new ReadRun(candidates.get(place), List.of())),
            candidates,
            sorting)
        : ordered(askFiles(question, candidates), candidates, sorting);
  }

  private static void requireOrder(AttributeDefinition by) {
    switch (by.type()) {
      case STRING_SET, FILE, FILE_SERIES, HISTOGRAM_SERIES ->
          throw new InvalidOptionException(
              "Invalid value '%s' for option 'sortBy': values of the type %s have no order. Sort by another attribute."
                  .formatted(by.name(), by.type().userName()));
      default -> {}
    }
  }

  /** Whether a query asks for series. */
  static boolean asksForSeries(String nql) {
    return nql != null
        && NqlFilter.parse(nql).needs().keySet().stream().anyMatch(a -> a.type().isSeries());
  }

  private List<Found> askFiles(Question question, List<ArchivedRun> candidates) {
    ArrayList<Item> items = new ArrayList<>();
    for (int from = 0; from < candidates.size(); from += RUNS_PER_ITEM) {
      List<ArchivedRun> some =
          candidates.subList(from, Math.min(candidates.size(), from + RUNS_PER_ITEM));
      items.add(
          new Item(
              question,
              Relatives.withAncestors(archive.index(), some),
              archive.settings(),
              new ArrayList<>(some)));
    }
    List<Found> found = new ArrayList<>();
    int first = 0;
    for (Found[] some : parallel.map(items, EntrySearch::ask)) {
      for (Found one : some) {
        found.add(new Found(first + one.place(), one.key()));
      }
      first += RUNS_PER_ITEM;
    }
    return found;
  }

  private static Found[] ask(Item item, Configuration configuration) throws IOException {
    RunReader reader =
        new RunReader(new ArchiveAccess(item.index(), item.settings(), configuration));
    List<List<AttributeValue>> values =
        reader.values(item.runs(), AttributeFilter.of(item.question().needs()));
    return item.question()
        .ask(item.runs().size(), place -> new ReadRun(item.runs().get(place), values.get(place)))
        .toArray(Found[]::new);
  }

  /** Runs without the attribute come last in both directions, those with NaN before them. */
  private static List<ArchivedRun> ordered(
      List<Found> found, List<ArchivedRun> candidates, Sorting sorting) {
    Comparator<Found> ascending =
        Comparator.<Found, Serializable>comparing(Found::key, EntrySearch::compare)
            .thenComparingInt(Found::place);
    Comparator<Found> direction = sorting.descending() ? ascending.reversed() : ascending;
    return found.stream()
        .sorted(Comparator.comparingInt(Found::rank).thenComparing(direction))
        .map(one -> candidates.get(one.place()))
        .toList();
  }

  private static int compare(Serializable a, Serializable b) {
    if (a instanceof Double x && b instanceof Double y) {
      return Double.compare(x + 0.0, y + 0.0);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    return 0;
  }

  private record Item(
      Question question, ArchiveIndex index, ArchiveSettings settings, ArrayList<ArchivedRun> runs)
      implements Serializable {}

  /**
   * A run that matches.
   *
   * @param place its place among the candidates
   * @param key what it is sorted by, or null
   */
  private record Found(int place, Serializable key) implements Serializable {

    int rank() {
      if (key == null) {
        return 2;
      }
      return key instanceof Double number && number.isNaN() ? 1 : 0;
    }
  }

  private record Question(String nql, AttributeDefinition sortBy) implements Serializable {

    Set<AttributeDefinition> needs() {
      Set<AttributeDefinition> needs = new HashSet<>(NqlFilter.parse(nql).needs().keySet());
      needs.add(sortBy);
      return needs;
    }

    boolean isAnsweredByIndex() {
      return needs().stream().allMatch(SystemValues::holds);
    }

    List<Found> ask(int runs, IntFunction<QueryableRun> reading) {
      NqlFilter filter = NqlFilter.parse(nql);
      ArrayList<Found> found = new ArrayList<>();
      for (int place = 0; place < runs; place++) {
        QueryableRun queryable = reading.apply(place);
        if (filter.test(queryable)) {
          found.add(new Found(place, key(queryable)));
        }
      }
      return found;
    }

    private Serializable key(QueryableRun run) {
      return sortBy.type() == AttributeType.FLOAT_SERIES
          ? run.aggregate(sortBy, Aggregate.LAST)
          : (Serializable) run.value(sortBy);
    }
  }

  /** A run by what was read of it, and by what the index knows of it. */
  private static final class ReadRun implements QueryableRun {

    private final ArchivedRun run;
    private final Map<AttributeDefinition, Object> values = new HashMap<>();

    ReadRun(ArchivedRun run, List<AttributeValue> read) {
      this.run = run;
      read.forEach(value -> values.put(value.definition(), value.value()));
    }

    @Override
    public boolean has(AttributeDefinition attribute) {
      return read(attribute) != null;
    }

    @Override
    public Object value(AttributeDefinition attribute) {
      Object value = read(attribute);
      return value instanceof SeriesLast<?> last ? last.last() : value;
    }

    @Override
    public Double aggregate(AttributeDefinition floatSeries, Aggregate aggregate) {
      return read(floatSeries) instanceof FloatSeriesSummary summary
          ? switch (aggregate) {
            case LAST -> summary.last();
            case MIN -> summary.min();
            case MAX -> summary.max();
            case AVERAGE -> summary.average();
            case VARIANCE -> summary.variance();
          }
          : null;
    }

    private Object read(AttributeDefinition attribute) {
      if (!SystemValues.holds(attribute)) {
        return values.get(attribute);
      }
      Object value = run.searchable(attribute.name());
      return value instanceof Long && attribute.type() == AttributeType.FLOAT ? null : value;
    }
  }
}
