package ai.neptune.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Splits long lists so that each request keeps to the sizes of docs/protocol.md, 4.10. */
public final class RequestBatches {

  private RequestBatches() {}

  /** Runs whose attribute definitions one request may ask for. */
  public static List<List<RunIdentifier>> ofRuns(List<RunIdentifier> runs) {
    return split(runs, RequestLimits.RUNS_OF_DEFINITIONS, Integer.MAX_VALUE, run -> 0);
  }

  /** Filters for exactly these names that may each be sent in one request. */
  public static List<NameFilter> ofNames(List<String> names) {
    return split(
            names,
            Integer.MAX_VALUE,
            RequestLimits.NAME_FILTER_BYTES,
            name -> utf8Length(NameFilter.escape(name)) + 1)
        .stream()
        .map(NameFilter::exactly)
        .toList();
  }

  /**
   * Queries for the values of all these attributes of all these runs. Several queries may hold
   * values of a run; consecutive runs are in the same queries.
   */
  public static List<ValuesQuery> ofValues(
      String project, List<RunIdentifier> runs, List<String> names) {
    List<List<String>> nameBatches =
        split(
            names,
            RequestLimits.VALUES,
            RequestLimits.VALUES_BYTES - RequestLimits.BYTES_OF_RUN,
            RequestBatches::utf8Length);
    int mostNames = nameBatches.stream().mapToInt(List::size).max().orElse(1);
    int mostBytes =
        nameBatches.stream()
            .mapToInt(batch -> batch.stream().mapToInt(RequestBatches::utf8Length).sum())
            .max()
            .orElse(0);
    List<ValuesQuery> queries = new ArrayList<>();
    for (List<RunIdentifier> runBatch :
        split(
            runs,
            RequestLimits.VALUES / mostNames,
            RequestLimits.VALUES_BYTES - mostBytes,
            run -> RequestLimits.BYTES_OF_RUN)) {
      for (List<String> nameBatch : nameBatches) {
        queries.add(ValuesQuery.ofNames(project, runBatch, nameBatch));
      }
    }
    return queries;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Consecutive parts of a list; an item that is too large by itself makes a part of its own. */
  public static <T> List<List<T>> split(
      List<T> items, int mostItems, int mostBytes, ToIntFunction<T> bytes) {
    List<List<T>> parts = new ArrayList<>();
    int start = 0;
    int partBytes = 0;
    for (int i = 0; i < items.size(); i++) {
      int itemBytes = bytes.applyAsInt(items.get(i));
      if (i > start && (i - start == mostItems || partBytes + itemBytes > mostBytes)) {
        parts.add(items.subList(start, i));
        start = i;
        partBytes = 0;
      }
      partBytes += itemBytes;
    }
    if (start < items.size()) {
      parts.add(items.subList(start, items.size()));
    }
    return parts;
  }
}
