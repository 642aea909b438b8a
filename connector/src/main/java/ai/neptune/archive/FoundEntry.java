package ai.neptune.archive;

import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.archive.index.SystemValues;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.Entry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A run as a search finds it. */
final class FoundEntry {

  private static final String POINTS = "sys/diagnostics/attributes/total_series_datapoints";

  private FoundEntry() {}

  /** What a search tells of a run, as far as the question asks for it. */
  static Entry of(ArchivedRun run, List<String> projection) {
    List<AttributeValue> values = new ArrayList<>();
    for (String name : projection) {
      Serializable value = projected(run, name);
      if (value instanceof String text) {
        values.add(new AttributeValue(new AttributeDefinition(name, AttributeType.STRING), text));
      } else if (value instanceof Long number) {
        values.add(new AttributeValue(new AttributeDefinition(name, AttributeType.INT), number));
      }
    }
    return new Entry(run.project(), values);
  }

  /** Who a run is goes by what the exporter calls it; how large it is, by what was exported. */
  private static Serializable projected(ArchivedRun run, String name) {
    if (name.equals(SystemValues.SYS_ID.name())) {
      return run.runId();
    }
    if (name.equals(POINTS)) {
      return run.floatPoints() + run.otherPoints();
    }
    if (name.equals(SystemValues.FORK_DEPTH.name())) {
      return run.forkedFrom() == null ? 0L : 1L;
    }
    return run.searchable(name);
  }
}
