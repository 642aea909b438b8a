package ai.neptune.spark.relation;

import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Sorting;
import ai.neptune.spark.options.TableOptions;

final class Sortings {
  private Sortings() {}

  static Sorting of(NeptuneSource source, String project, TableOptions table) {
    return Sorting.BY_CREATION_TIME;
  }
}
