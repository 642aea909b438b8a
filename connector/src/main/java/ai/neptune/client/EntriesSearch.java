package ai.neptune.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search for experiments or runs (docs/protocol.md, 4.1 and 4.2).
 *
 * @param project the project identifier, {@code workspace/project}, or null for all projects that
 *     the user may read
 * @param container whether entries are experiments (their head runs) or all runs
 * @param projection names of the attributes that each entry carries; in all projects these are
 *     always the sys id, the name and the run id
 * @param nql the condition, or null for all entries
 * @param sorting the order of entries
 * @param offset the number of entries to skip
 * @param limit the most entries on the page; 0 for the matching count alone
 */
public record EntriesSearch(
    @Nullable String project,
    Container container,
    List<String> projection,
    @Nullable String nql,
    Sorting sorting,
    int offset,
    int limit) {

  /** The same search, another page. */
  public EntriesSearch page(int newOffset, int newLimit) {
    return new EntriesSearch(project, container, projection, nql, sorting, newOffset, newLimit);
  }
}
