package ai.neptune.spark.relation;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.Sorting;
import ai.neptune.client.UnexpectedResponseException;
import ai.neptune.spark.InvalidOptionException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.TableOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the experiments or runs that options select, on the driver. */
final class RunSearch {

  private static final int PAGE_SIZE = 10_000;
  private static final int MIN_PAGE_SIZE = 100;
  private static final String ALL_PROJECTS = null;
  private static final String SYS_ID = "sys/id";
  private static final String POINTS = "sys/diagnostics/attributes/total_series_datapoints";
  private static final List<String> SERIES_COUNTS =
      List.of(
          "sys/diagnostics/attributes/float_series_count",
          "sys/diagnostics/attributes/string_series_count",
          "sys/diagnostics/attributes/histogram_series_count",
          "sys/diagnostics/attributes/file_ref_series_count");
  private static final String FORKING_DEPTH = "sys/forking/depth";

  private final NeptuneSource source;
  private final NeptuneOptions options;

  RunSearch(NeptuneSource source, NeptuneOptions options) {
    this.source = source;
    this.options = options;
  }

  /** All that match, oldest first. */
  List<FoundRun> find() {
    if (options.isOfAllProjects()) {
      return findInProject(ALL_PROJECTS);
    }
    List<FoundRun> found = new ArrayList<>();
    for (String project : options.projects()) {
      found.addAll(findInProject(project));
    }
    return found;
  }

  /** Those that match, in the order and at most as many as the table's options say. */
  List<FoundRun> findSorted(TableOptions table) {
    if (table.sortBy() == null && table.limit() == null) {
      List<FoundRun> found = find();
      if (table.descending()) {
        Collections.reverse(found);
      }
      return found;
    }
    String project = options.isOfAllProjects() ? ALL_PROJECTS : options.projects().get(0);
    Sorting sorting = Sortings.of(source, project, table);
    RunConditions conditions = RunConditions.of(source, project, options);
    if (conditions.isOneQuery()) {
      return page(project, conditions.groups().get(0).get(0), sorting, table.limit(), id -> true);
    }
    // Only the server can sort: the names that are too many for one search are checked here.
    Set<RunIdentifier> matching = ids(findInProject(project));
    return matching.isEmpty()
        ? List.of()
        : page(project, conditions.withoutNames(), sorting, table.limit(), matching::contains);
  }

  /** All of one project, or of all when it is null, that match, oldest first. */
  List<FoundRun> findInProject(String project) {
    List<List<String>> groups = RunConditions.of(source, project, options).groups();
    List<FoundRun> found = findAny(project, groups.get(0));
    for (List<String> queries : groups.subList(1, groups.size())) {
      Set<RunIdentifier> alsoFound = ids(findAny(project, queries));
      found.removeIf(run -> !alsoFound.contains(run.id()));
    }
    return found;
  }

  private List<FoundRun> findAny(String project, List<String> queries) {
    List<FoundRun> found = new ArrayList<>();
    Set<RunIdentifier> seen = new HashSet<>();
    for (String query : queries) {
      found.addAll(page(project, query, Sorting.BY_CREATION_TIME, null, seen::add));
    }
    return found;
  }

  private static Set<RunIdentifier> ids(List<FoundRun> runs) {
    return runs.stream().map(FoundRun::id).collect(Collectors.toSet());
  }

  /**
   * Pages through a search. Runs that appear or change meanwhile may shift the pages, so that an
   * entry comes twice: it is taken once.
   */
  private List<FoundRun> page(
      String project,
      String query,
      Sorting sorting,
      Integer limit,
      Predicate<RunIdentifier> wanted) {
    List<FoundRun> found = new ArrayList<>();
    Set<RunIdentifier> seen = new HashSet<>();
    int most = limit == null ? Integer.MAX_VALUE : limit;
    int size = Math.min(PAGE_SIZE, Math.max(MIN_PAGE_SIZE, most));
    int offset = 0;
    boolean more = most > 0;
    while (more) {
      EntriesPage page =
          search(
              new EntriesSearch(
                  project, options.container(), projection(), query, sorting, offset, size));
      for (Entry entry : page.entries()) {
        FoundRun run = found(entry);
        if (found.size() < most && seen.add(run.id()) && wanted.test(run.id())) {
          found.add(run);
        }
      }
      offset += size;
      more = page.entries().size() == size && found.size() < most;
    }
    return found;
  }

  private EntriesPage search(EntriesSearch search) {
    try {
      return source.searchEntries(search);
    } catch (UnexpectedResponseException e) {
      if (e.isBadRequest() && options.runs().query() != null) {
        throw new InvalidOptionException(
            "Option 'query' has the value '%s', which the server does not accept as NQL: %s"
                .formatted(options.runs().query(), e.getMessage()),
            e);
      }
      throw e;
    }
  }

  private FoundRun found(Entry entry) {
    String sysId = entry.string(SYS_ID).orElseThrow(() -> noSysId(entry.project()));
    return new FoundRun(
        new RunIdentifier(entry.project(), sysId),
        entry.string(options.container().nameAttribute()).orElse(sysId),
        entry.integer(POINTS).orElse(0L),
        seriesCount(entry),
        entry.integer(FORKING_DEPTH).orElse(0L) > 0);
  }

  private List<String> projection() {
    List<String> projection = new ArrayList<>(SERIES_COUNTS);
    Collections.addAll(
        projection, SYS_ID, options.container().nameAttribute(), POINTS, FORKING_DEPTH);
    return projection;
  }

  /** A server that does not count is taken to have any number of them. */
  private static int seriesCount(Entry entry) {
    if (SERIES_COUNTS.stream().allMatch(count -> entry.integer(count).isEmpty())) {
      return Integer.MAX_VALUE;
    }
    long series = SERIES_COUNTS.stream().mapToLong(c -> entry.integer(c).orElse(0L)).sum();
    return (int) Math.min(series, Integer.MAX_VALUE);
  }

  private static UnexpectedResponseException noSysId(String project) {
    return new UnexpectedResponseException(
        "A search in project '"
            + project
            + "' gave a run without its attribute sys/id, by which runs are read. Report this to"
            + " the server's operator.");
  }
}
