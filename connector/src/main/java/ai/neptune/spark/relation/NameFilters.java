package ai.neptune.spark.relation;

import ai.neptune.client.NameFilter;
import ai.neptune.client.query.ExtendedRegex;
import ai.neptune.spark.options.AttributeOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The attribute names that options select, as the filters of requests. */
final class NameFilters {

  /** How long the exact names of one filter may be (PROTOCOL 4.10), escapes allowed for. */
  private static final int MAX_NAME_BYTES = 30_000;

  private NameFilters() {}

  /** Filters of which each is small enough for a request, and which select the names together. */
  static List<NameFilter> of(AttributeOptions options) {
    NameFilter pattern =
        options.pattern() == null
            ? NameFilter.ALL
            : ExtendedRegex.parse(options.pattern()).toNameFilter();
    return options.names() == null
        ? List.of(pattern)
        : batches(options.names()).stream()
            .map(names -> both(NameFilter.exactly(names), pattern))
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

  private static List<List<String>> batches(List<String> names) {
    List<List<String>> batches = new ArrayList<>();
    int start = 0;
    int bytes = 0;
    for (int i = 0; i < names.size(); i++) {
      int more = names.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
      if (i > start && bytes + more > MAX_NAME_BYTES) {
        batches.add(names.subList(start, i));
        start = i;
        bytes = 0;
      }
      bytes += more;
    }
    if (start < names.size()) {
      batches.add(names.subList(start, names.size()));
    }
    return batches;
  }
}
