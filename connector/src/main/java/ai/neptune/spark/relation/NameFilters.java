package ai.neptune.spark.relation;

import ai.neptune.client.NameFilter;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.query.ExtendedRegex;
import ai.neptune.spark.options.AttributeOptions;
import java.util.ArrayList;
import java.util.List;

/** The attribute names that options select, as the filters of requests. */
final class NameFilters {

  private NameFilters() {}

  /** Filters of which each is small enough for a request, and which select the names together. */
  static List<NameFilter> of(AttributeOptions options) {
    NameFilter pattern =
        options.pattern() == null
            ? NameFilter.ALL
            : ExtendedRegex.parse(options.pattern()).toNameFilter();
    return options.names() == null
        ? List.of(pattern)
        : RequestBatches.ofNames(options.names()).stream()
            .map(names -> both(names, pattern))
            .toList();
  }

  /** What passes a filter of exact names, which has one alternative, and another filter too. */
  private static NameFilter both(NameFilter exactly, NameFilter other) {
    NameFilter.Alternative names = exactly.alternatives().get(0);
    return new NameFilter(
        other.alternatives().stream()
            .map(
                alternative -> {
                  List<String> mustMatch = new ArrayList<>(names.mustMatch());
                  mustMatch.addAll(alternative.mustMatch());
                  return new NameFilter.Alternative(mustMatch, alternative.mustNotMatch());
                })
            .toList());
  }
}
