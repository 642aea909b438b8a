package ai.neptune.spark.plan;

import ai.neptune.client.Container;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestLimits;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.Sorting;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.pushdown.Conditions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pages of searches for runs.
 *
 * @param conditions what every run has to satisfy, by its name
 */
record RunPages(NeptuneSource source, Container container, Conditions conditions, RunFacts facts) {

  private static final int PAGE_SIZE = RequestLimits.PAGE_SIZE;
  private static final int MIN_PAGE_SIZE = 100;

  /**
   * Pages through a search. Runs that appear or change meanwhile may shift the pages, so that an
   * entry comes twice: it is taken once.
   */
  List<FoundRun> find(
      @Nullable String project,
      @Nullable String query,
      Sorting sorting,
      @Nullable Integer limit,
      Predicate<RunIdentifier> wanted) {
    List<FoundRun> found = new ArrayList<>();
    int most = limit == null ? Integer.MAX_VALUE : limit;
    if (most == 0) {
      return found;
    }
    Set<RunIdentifier> seen = new HashSet<>();
    int size = Math.min(PAGE_SIZE, Math.max(MIN_PAGE_SIZE, most));
    EntriesSearch search =
        new EntriesSearch(project, container, facts.projection(), query, sorting, 0, size);
    // All that is needed of a limited search comes with its first page, as a rule.
    int firstSize = limit == null ? Math.min(size, EntryPages.MIN_LIMIT) : size;
    try (EntryPages<FoundRun> pages =
        new EntryPages<>(
            search, firstSize, source.requestsAtOnce(), source::searchEntries, facts::of)) {
      for (List<FoundRun> page = pages.next(); page != null; page = pages.next()) {
        int seenBefore = seen.size();
        for (FoundRun run : page) {
          if (seen.add(run.id()) && run.isWanted(conditions) && wanted.test(run.id())) {
            found.add(run);
            if (found.size() == most) {
              return found;
            }
          }
        }
        if (!pages.haveEnded() && seen.size() == seenBefore) {
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
}
