package ai.neptune.spark.relation;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
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

  private final NeptuneSource source;
  private final NeptuneOptions options;
  private final RunFacts facts;

  /** A search that learns who the runs are, and not how big they are. */
  RunSearch(NeptuneSource source, NeptuneOptions options) {
    this(source, options, RunFacts.names(options.container()));
  }

  RunSearch(NeptuneSource source, NeptuneOptions options, RunFacts facts) {
    this.source = source;
    this.options = options;
    this.facts = facts;
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
    Set<RunIdentifier> foundBefore = new HashSet<>();
    Predicate<RunIdentifier> wanted = queries.size() > 1 ? foundBefore::add : id -> true;
    for (String query : queries) {
      found.addAll(page(project, query, Sorting.BY_CREATION_TIME, null, wanted));
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
    int most = limit == null ? Integer.MAX_VALUE : limit;
    if (most == 0) {
      return found;
    }
    Set<RunIdentifier> seen = new HashSet<>();
    int size = Math.min(PAGE_SIZE, Math.max(MIN_PAGE_SIZE, most));
    EntriesSearch search =
        new EntriesSearch(
            project, options.container(), facts.projection(), query, sorting, 0, size);
    try (EntryPages<FoundRun> pages = new EntryPages<>(search, this::search, facts::of)) {
      for (List<FoundRun> page = pages.next(); page != null; page = pages.next()) {
        int seenBefore = seen.size();
        for (FoundRun run : page) {
          if (seen.add(run.id()) && wanted.test(run.id())) {
            found.add(run);
            if (found.size() == most) {
              return found;
            }
          }
        }
        if (page.size() == size && seen.size() == seenBefore) {
          throw goesRoundInCircles(search);
        }
      }
    }
    return found;
  }

  private static UnexpectedResponseException goesRoundInCircles(EntriesSearch search) {
    return new UnexpectedResponseException(
        "Paging through the %ss of %s goes round in circles: the server gave %d of them twice. Report this to the server's operator."
            .formatted(
                search.container().userName(),
                search.project() == null ? "all projects" : search.project(),
                search.limit()));
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
}
