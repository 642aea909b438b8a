package ai.neptune.spark.relation;

import ai.neptune.client.NameFilter;
import ai.neptune.spark.options.AttributeOptions;
import java.util.List;

final class NameFilters {
  private NameFilters() {}

  static List<NameFilter> of(AttributeOptions options) {
    return List.of(NameFilter.ALL);
  }
}
