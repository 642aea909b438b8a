package ai.neptune.spark.relation;

import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.options.NeptuneOptions;
import java.util.List;

record RunConditions(List<String> queries, String withoutNames) {
  static RunConditions of(NeptuneSource source, String project, NeptuneOptions options) {
    return new RunConditions(java.util.Collections.singletonList(null), null);
  }
}
