package ai.neptune.spark.plan;

import ai.neptune.client.Container;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Sorting;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many experiments or runs match a query, without reading them. A count of 0 proves nothing,
 * because some servers do not count (docs/protocol.md, 4.1): it is checked.
 */
record MatchingEntries(NeptuneSource source, Container container) {

  /** Their number; nothing if there are some that the server does not count. */
  OptionalLong count(@Nullable String project, @Nullable String query) {
    long count = source.searchEntries(search(project, query, 0)).matchingCount();
    return count > 0 || isEmpty(project, query) ? OptionalLong.of(count) : OptionalLong.empty();
  }

  boolean isEmpty(@Nullable String project, @Nullable String query) {
    return source.searchEntries(search(project, query, 1)).entries().isEmpty();
  }

  private EntriesSearch search(@Nullable String project, @Nullable String query, int limit) {
    return new EntriesSearch(
        project, container, List.of(), query, Sorting.BY_CREATION_TIME, 0, limit);
  }
}
