package ai.neptune.archive;

import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.Parallel;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NameFilter;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Page;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.RunValues;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.Sorting;
import ai.neptune.client.StepRange;
import ai.neptune.client.StoredPoints;
import ai.neptune.client.ValuesQuery;
import ai.neptune.errors.ProjectInaccessibleException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * An archive of exported projects, asked the same questions as a server. What concerns very many
 * runs is found out by {@link Parallel} work; on an executor, which has none, by the thread that
 * asks.
 */
public final class ArchiveSource implements NeptuneSource, StoredPoints {

  /** What a page of values is read of at the most, beside a run that is larger by itself. */
  private static final long PAGE_FILE_BYTES = 4L << 20;

  private static final int PAGE_RUNS = 200;
  private static final int RUNS_PER_ITEM = 200;

  /** Reading files is work for the processor too, which has other tasks. */
  private static final int READS_AT_ONCE = 4;

  private final ArchiveIndex index;
  private final ArchiveAccess archive;
  private final Completeness completeness;
  private final Parallel parallel;
  private final Map<Search, List<ArchivedRun>> searches = new HashMap<>();

  private ArchiveSource(ArchiveAccess archive, Completeness completeness, Parallel parallel) {
    this.index = archive.index();
    this.archive = archive;
    this.completeness = completeness;
    this.parallel = parallel;
  }

  /** The archive as the driver asks it, with the work that is large done by others. */
  public static ArchiveSource onDriver(
      ArchiveIndex index,
      ArchiveSettings settings,
      Completeness completeness,
      Configuration configuration,
      Parallel parallel) {
    return new ArchiveSource(
        new ArchiveAccess(index, settings, configuration), completeness, parallel);
  }

  /** The archive as a task asks it, about the runs that it reads. */
  public static ArchiveSource inTask(
      ArchiveIndex index, ArchiveSettings settings, Configuration configuration) {
    return new ArchiveSource(
        new ArchiveAccess(index, settings, configuration),
        new Completeness(index, settings),
        new InThisThread(configuration));
  }

  @Override
  public int requestsAtOnce() {
    return READS_AT_ONCE;
  }

  @Override
  public EntriesPage searchEntries(EntriesSearch search) {
    Search asked = new Search(search.project(), search.container(), search.nql(), search.sorting());
    List<ArchivedRun> found;
    synchronized (searches) {
      found = searches.computeIfAbsent(asked, this::find);
    }
    int from = Math.min(search.offset(), found.size());
    int to = (int) Math.min(found.size(), (long) search.offset() + search.limit());
    return new EntriesPage(
        found.size(),
        found.subList(from, to).stream()
            .map(run -> FoundEntry.of(run, search.projection()))
            .toList());
  }

  @Override
  public Page<AttributeDefinition> attributeDefinitions(DefinitionsQuery query, String pageToken) {
    List<ArchivedRun> runs =
        query.runs() != null
            ? RunFiles.found(index, query.runs())
            : query.projects().stream().flatMap(p -> runsOf(p).stream()).toList();
    AttributeFilter wanted = AttributeFilter.of(query.names(), query.types());
    if (wanted.types().stream().anyMatch(AttributeType::isSeries) && isOnDriver()) {
      completeness.warnOfUnknownSeries(runs);
    }
    ArrayList<DefinitionsItem> items = new ArrayList<>();
    for (int from = 0; from < runs.size(); from += RUNS_PER_ITEM) {
      List<ArchivedRun> some = runs.subList(from, Math.min(runs.size(), from + RUNS_PER_ITEM));
      items.add(
          new DefinitionsItem(
              Relatives.withAncestors(index, some),
              archive.settings(),
              new ArrayList<>(some),
              query.names(),
              new ArrayList<>(query.types())));
    }
    NavigableSet<AttributeDefinition> found = new TreeSet<>();
    if (!wanted.isEmpty()) {
      parallel
          .map(items, ArchiveSource::definitions)
          .forEach(some -> found.addAll(Arrays.asList(some)));
    }
    return new Page<>(List.copyOf(found), null);
  }

  @Override
  public Page<RunValues> attributeValues(ValuesQuery query, String pageToken) {
    List<ArchivedRun> runs = RunFiles.found(index, query.runs());
    int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
    int to = endOfPage(runs, from);
    AttributeFilter wanted =
        query.exactNames() != null
            ? AttributeFilter.ofNames(query.exactNames())
            : AttributeFilter.of(query.names(), query.types());
    List<ArchivedRun> some = runs.subList(from, to);
    List<List<AttributeValue>> values = reading(() -> new RunReader(archive).values(some, wanted));
    List<RunValues> page = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      page.add(new RunValues(some.get(i).runId(), values.get(i)));
    }
    return new Page<>(page, to < runs.size() ? Integer.toString(to) : null);
  }

  @Override
  public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
    return reading(() -> new PointReader(archive).points(query));
  }

  @Override
  public SeriesPage series(SeriesQuery query) {
    return reading(() -> new SeriesReader(archive).page(query));
  }

  @Override
  public List<List<SeriesBucket>> buckets(BucketsQuery query) {
    return reading(() -> new PointReader(archive).buckets(query));
  }

  @Override
  public List<String> projects() {
    return index.projects();
  }

  @Override
  public int pieces(RunIdentifier run) {
    return index
        .run(run)
        .map(
            found ->
                Relatives.of(index, found).stream()
                    .mapToInt(relative -> relative.run().floatGroups())
                    .sum())
        .filter(groups -> groups > 0)
        .orElse(1);
  }

  @Override
  public PointStream floatPoints(Query query) {
    return reading(() -> new StoredPointStream(archive, query));
  }

  @Override
  public StepRange steps(List<RunIdentifier> ids, NameFilter names, Lineage lineage) {
    List<ArchivedRun> runs = RunFiles.found(index, ids);
    ArrayList<StepsItem> items = new ArrayList<>();
    for (int from = 0; from < runs.size(); from += RUNS_PER_ITEM) {
      List<ArchivedRun> some = runs.subList(from, Math.min(runs.size(), from + RUNS_PER_ITEM));
      items.add(
          new StepsItem(
              Relatives.withAncestors(index, some),
              archive.settings(),
              new ArrayList<>(some),
              names,
              lineage));
    }
    StepRange range = StepRange.ALL;
    for (StepRange some : parallel.map(items, ArchiveSource::steps)) {
      range = range.from() == null ? some : some.from() == null ? range : range.hull(some);
    }
    return range;
  }

  private static StepRange steps(StepsItem item, Configuration configuration) throws IOException {
    return StepSpan.of(
        new ArchiveAccess(item.index(), item.settings(), configuration),
        item.runs(),
        item.names(),
        item.lineage());
  }

  private List<ArchivedRun> find(Search search) {
    completeness.requireAnyRun();
    List<String> projects = search.project() == null ? index.projects() : List.of(search.project());
    List<ArchivedRun> candidates = new ArrayList<>();
    for (String project : projects) {
      completeness.requireReadable(project);
      List<ArchivedRun> runs = runsOf(project);
      if (search.container() == Container.EXPERIMENT) {
        completeness.requireExperiments(project, runs);
        candidates.addAll(index.heads(project));
      } else {
        candidates.addAll(runs);
      }
    }
    if (EntrySearch.asksForSeries(search.nql())) {
      completeness.requireParents(candidates);
    }
    return new EntrySearch(archive, parallel).find(candidates, search.nql(), search.sorting());
  }

  private List<ArchivedRun> runsOf(String project) {
    List<ArchivedRun> runs = index.runs(project);
    if (runs.isEmpty()) {
      completeness.requireReadable(project);
      throw new ProjectInaccessibleException(
          "The archive has no project '%s'. Its projects are: %s."
              .formatted(project, String.join(", ", index.projects())));
    }
    return runs;
  }

  private boolean isOnDriver() {
    return !(parallel instanceof InThisThread);
  }

  private static int endOfPage(List<ArchivedRun> runs, int from) {
    long bytes = 0;
    int to = from;
    while (to < runs.size() && to - from < PAGE_RUNS && (to == from || bytes < PAGE_FILE_BYTES)) {
      bytes += runs.get(to).files().stream().mapToLong(file -> file.size()).sum();
      to++;
    }
    return to;
  }

  private static AttributeDefinition[] definitions(
      DefinitionsItem item, Configuration configuration) throws IOException {
    return new RunReader(new ArchiveAccess(item.index(), item.settings(), configuration))
        .definitions(item.runs(), AttributeFilter.of(item.names(), Set.copyOf(item.types())))
        .toArray(AttributeDefinition[]::new);
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw Unreadable.archive(e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private record Search(String project, Container container, String nql, Sorting sorting) {}

  private record DefinitionsItem(
      ArchiveIndex index,
      ArchiveSettings settings,
      ArrayList<ArchivedRun> runs,
      NameFilter names,
      ArrayList<AttributeType> types)
      implements Serializable {}

  private record InThisThread(Configuration configuration) implements Parallel {

    @Override
    public <T extends Serializable, R extends Serializable> List<R> map(
        List<T> items, Work<T, R> work) {
      List<R> results = new ArrayList<>();
      for (T item : items) {
        results.add(reading(() -> work.apply(item, configuration)));
      }
      return results;
    }
  }

  private record StepsItem(
      ArchiveIndex index,
      ArchiveSettings settings,
      ArrayList<ArchivedRun> runs,
      NameFilter names,
      Lineage lineage)
      implements Serializable {}
}
