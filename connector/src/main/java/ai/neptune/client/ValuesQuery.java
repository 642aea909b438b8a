package ai.neptune.client;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query for the attribute values of some runs (docs/protocol.md, 4.4).
 *
 * @param project the project identifier
 * @param runs the runs, all of that project
 * @param exactNames the attribute names, or null if {@code names} and {@code types} select them
 * @param names which names, when {@code exactNames} is null
 * @param types which types, when {@code exactNames} is null; empty for all that clients know
 * @param limit how many values a page holds at the most
 */
public record ValuesQuery(
    String project,
    List<RunIdentifier> runs,
    @Nullable List<String> exactNames,
    @Nullable NameFilter names,
    Set<AttributeType> types,
    int limit) {

  /** How many values a page may hold. */
  public static final int MAX_LIMIT = 10_000;

  /** All values of the attributes with exactly these names. */
  public static ValuesQuery ofNames(String project, List<RunIdentifier> runs, List<String> names) {
    return new ValuesQuery(project, runs, names, null, Set.of(), MAX_LIMIT);
  }

  /** All values of the attributes whose name and type match. */
  public static ValuesQuery matching(
      String project, List<RunIdentifier> runs, NameFilter names, Set<AttributeType> types) {
    return new ValuesQuery(project, runs, null, names, types, MAX_LIMIT);
  }

  /** The same query with shorter pages. */
  public ValuesQuery withLimit(int shorter) {
    return new ValuesQuery(project, runs, exactNames, names, types, shorter);
  }
}
