package ai.neptune.testkit.api;

import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.nql.Condition;
import ai.neptune.testkit.nql.NqlParser;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Searches the runs of one or all projects. The last few results are kept, as positions, so that
 * the pages of one search cost one evaluation and one sort.
 */
final class EntryIndex {
  private static final int KEPT_RESULTS = 8;

  private final List<Run> runs;
  private final Map<EntryQuery, int[]> results =
      new LinkedHashMap<>(KEPT_RESULTS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryQuery, int[]> eldest) {
          return size() > KEPT_RESULTS;
        }
      };

  EntryIndex(List<Run> runs) {
    this.runs = runs;
  }

  /** The positions of the runs that match, in order. */
  int[] search(EntryQuery query) {
    synchronized (results) {
      int[] known = results.get(query);
      if (known != null) {
        return known;
      }
    }
    int[] found = evaluate(query);
    synchronized (results) {
      results.put(query, found);
    }
    return found;
  }

  Run run(int position) {
    return runs.get(position);
  }

  private int[] evaluate(EntryQuery query) {
    Condition condition = NqlParser.parse(query.nql(), operand -> {});
    int[] matching = new int[runs.size()];
    int count = 0;
    for (int i = 0; i < matching.length; i++) {
      Run run = runs.get(i);
      if ((!query.headsOnly() || run.isHead()) && condition.test(run)) {
        matching[count++] = i;
      }
    }
    return sort(Arrays.copyOf(matching, count), query.order());
  }

  // Runs without the attribute come last in both directions, those with NaN before them.
  private int[] sort(int[] positions, EntryOrder order) {
    SortKey[] keys = new SortKey[positions.length];
    for (int i = 0; i < positions.length; i++) {
      keys[i] = new SortKey(order.by().valueOf(runs.get(positions[i])), positions[i]);
    }
    Comparator<SortKey> ascending =
        Comparator.comparing(SortKey::value, EntryIndex::compareValues)
            .thenComparingInt(SortKey::position);
    Comparator<SortKey> direction = order.descending() ? ascending.reversed() : ascending;
    Arrays.sort(keys, Comparator.comparingInt(SortKey::rank).thenComparing(direction));
    int[] sorted = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      sorted[i] = keys[i].position();
    }
    return sorted;
  }

  private record SortKey(@Nullable Object value, int position) {
    int rank() {
      if (value == null) {
        return 2;
      }
      return value instanceof Double number && number.isNaN() ? 1 : 0;
    }
  }

  // Keys of one rank: both null, or both of the type of the attribute.
  private static int compareValues(@Nullable Object a, @Nullable Object b) {
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
}
