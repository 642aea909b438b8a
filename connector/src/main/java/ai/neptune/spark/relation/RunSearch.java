package ai.neptune.spark.relation;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.Entry;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.Sorting;
import ai.neptune.client.UnexpectedResponseException;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.TableOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the experiments or runs that options select, on the driver. */
final class RunSearch {

  private static final int PAGE_SIZE = 10_000;
  private static final String SYS_ID = "sys/id";
  private static final String POINTS = "sys/diagnostics/attributes/total_series_datapoints";

  private final NeptuneSource source;
  private final NeptuneOptions options;

  RunSearch(NeptuneSource source, NeptuneOptions options) {
    this.source = source;
    this.options = options;
  }

  /** All that match, oldest first. */
  List<FoundRun> find() {
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
    String project = options.projects().get(0);
    Sorting sorting = Sortings.of(source, project, table);
    RunConditions conditions = RunConditions.of(source, project, options);
    if (conditions.queries().size() == 1) {
      return page(project, conditions.queries().get(0), sorting, table.limit(), sysId -> true);
    }
    // Only the server can sort: the names that are too many for one search are checked here.
    Set<String> matching = new HashSet<>();
    findInProject(project).forEach(run -> matching.add(run.id().sysId()));
    return page(project, conditions.withoutNames(), sorting, table.limit(), matching::contains);
  }

  /** All of one project that match, oldest first. */
  List<FoundRun> findInProject(String project) {
    List<String> queries = RunConditions.of(source, project, options).queries();
    List<FoundRun> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String query : queries) {
      found.addAll(page(project, query, Sorting.BY_CREATION_TIME, null, seen::add));
    }
    return found;
  }

  /**
   * Pages through a search. Runs that appear or change meanwhile may shift the pages, so that an
   * entry comes twice: it is taken once.
   */
  private List<FoundRun> page(
      String project, String query, Sorting sorting, Integer limit, Predicate<String> wanted) {
    List<FoundRun> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int most = limit == null ? Integer.MAX_VALUE : limit;
    int offset = 0;
    boolean more = most > 0;
    while (more) {
      EntriesPage page =
          source.searchEntries(
              new EntriesSearch(
                  project,
                  options.container(),
                  List.of(SYS_ID, options.container().nameAttribute(), POINTS),
                  query,
                  sorting,
                  offset,
                  PAGE_SIZE));
      for (Entry entry : page.entries()) {
        FoundRun run = found(project, entry);
        if (found.size() < most && seen.add(run.id().sysId()) && wanted.test(run.id().sysId())) {
          found.add(run);
        }
      }
      offset += PAGE_SIZE;
      more = page.entries().size() == PAGE_SIZE && found.size() < most;
    }
    return found;
  }

  private FoundRun found(String project, Entry entry) {
    String sysId = entry.string(SYS_ID).orElseThrow(() -> noSysId(project));
    return new FoundRun(
        new RunIdentifier(project, sysId),
        entry.string(options.container().nameAttribute()).orElse(sysId),
        entry.integer(POINTS).orElse(0L));
  }

  private static UnexpectedResponseException noSysId(String project) {
    return new UnexpectedResponseException(
        "A search in project '"
            + project
            + "' gave a run without its attribute sys/id, by which runs are read. Report this to"
            + " the server's operator.");
  }
}
