package ai.neptune.spark.plan;

import ai.neptune.client.Container;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.RequestLimits;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.Sorting;
import ai.neptune.spark.pushdown.Conditions;
import java.util.ArrayList;
import java.util.List;
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

  /** Pages through a search. */
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
    int size = Math.min(PAGE_SIZE, Math.max(MIN_PAGE_SIZE, most));
    EntriesSearch search =
        new EntriesSearch(project, container, facts.projection(), query, sorting, 0, size);
    // All that is needed of a limited search comes with its first page, as a rule.
    int firstSize = limit == null ? Math.min(size, EntryPages.MIN_LIMIT) : size;
    try (EntryPages<FoundRun> pages =
        new EntryPages<>(
            search,
            firstSize,
            source.requestsAtOnce(),
            source::searchEntries,
            facts::of,
            FoundRun::id)) {
      for (List<FoundRun> page = pages.next(); page != null; page = pages.next()) {
        for (FoundRun run : page) {
          if (run.isWanted(conditions) && wanted.test(run.id())) {
            found.add(run);
            if (found.size() == most) {
              return found;
            }
          }
        }
      }
    }
    return found;
  }
}
