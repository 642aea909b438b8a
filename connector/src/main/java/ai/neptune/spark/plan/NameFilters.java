package ai.neptune.spark.plan;

import ai.neptune.client.NameFilter;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.query.ExtendedRegex;
import ai.neptune.spark.options.AttributeOptions;
import ai.neptune.spark.pushdown.NameCondition;
import java.util.ArrayList;
import java.util.List;

/** The attribute names that options select, as the filters of requests. */
final class NameFilters {

  private NameFilters() {}

  /**
   * Filters that are each small enough for a request. Together they let through what the options
   * select and {@code wanted} wants, and perhaps more that is not wanted.
   */
  static List<NameFilter> of(AttributeOptions options, NameCondition wanted) {
    NameFilter pattern =
        options.pattern() == null
            ? NameFilter.ALL
            : ExtendedRegex.parse(options.pattern()).toNameFilter();
    if (options.names() == null) {
      return wanted.isAll() ? List.of(pattern) : ofWanted(wanted, pattern);
    }
    // A name in two requests would be read twice.
    List<String> names = options.names().stream().distinct().filter(wanted::matches).toList();
    return RequestBatches.ofNames(names).stream().map(some -> both(some, pattern)).toList();
  }

  private static List<NameFilter> ofWanted(NameCondition wanted, NameFilter pattern) {
    List<NameFilter> names = RequestBatches.ofNames(wanted.names());
    List<NameFilter.Alternative> prefixes =
        wanted.prefixRegexes().stream()
            .map(regex -> new NameFilter.Alternative(List.of(regex), List.of()))
            .toList();
    List<NameFilter> filters = new ArrayList<>();
    for (int i = 0; i < Math.max(1, names.size()); i++) {
      // Usually all in one request. No attribute may be in two responses.
      List<NameFilter.Alternative> any = new ArrayList<>(i == 0 ? prefixes : List.of());
      any.addAll(names.isEmpty() ? List.of() : names.get(i).alternatives());
      filters.add(both(new NameFilter(any), pattern));
    }
    return wanted.isNone() ? List.of() : filters;
  }

  /** What passes a filter of names to match, and another filter too. */
  private static NameFilter both(NameFilter names, NameFilter other) {
    return new NameFilter(
        names.alternatives().stream()
            .flatMap(name -> other.alternatives().stream().map(further -> both(name, further)))
            .toList());
  }

  private static NameFilter.Alternative both(
      NameFilter.Alternative name, NameFilter.Alternative other) {
    List<String> mustMatch = new ArrayList<>(name.mustMatch());
    mustMatch.addAll(other.mustMatch());
    return new NameFilter.Alternative(mustMatch, other.mustNotMatch());
  }
}
