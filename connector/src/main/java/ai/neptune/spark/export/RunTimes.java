package ai.neptune.spark.export;

import ai.neptune.client.AttributeValue;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.PageIterator;
import ai.neptune.client.RequestBatches;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.RunValues;
import ai.neptune.client.SystemAttributes;
import ai.neptune.client.ValuesQuery;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When runs were changed last, and whose they are, by their sys ids.
 *
 * @param modificationTimes in epoch milliseconds
 * @param experiments the names of their experiments
 */
record RunTimes(HashMap<String, Long> modificationTimes, HashMap<String, String> experiments)
    implements Serializable {

  private static final String MODIFICATION_TIME = SystemAttributes.PREFIX + "modification_time";

  /** Asks for runs of one project. */
  static RunTimes of(NeptuneSource source, String project, List<RunIdentifier> runs) {
    RunTimes times = new RunTimes(new HashMap<>(), new HashMap<>());
    for (ValuesQuery query :
        RequestBatches.ofValues(
            project, runs, List.of(MODIFICATION_TIME, SystemAttributes.EXPERIMENT_NAME))) {
      PageIterator<RunValues> pages = PageIterator.values(source, query);
      while (pages.hasNext()) {
        for (RunValues run : pages.next()) {
          run.values().forEach(value -> times.take(run.sysId(), value));
        }
      }
    }
    return times;
  }

  /** The same of runs of several projects, whose sys ids may be the same. */
  static Map<RunIdentifier, Long> modificationTimes(
      NeptuneSource source, Map<String, List<RunIdentifier>> byProject) {
    Map<RunIdentifier, Long> all = new HashMap<>();
    byProject.forEach(
        (project, runs) ->
            of(source, project, runs)
                .modificationTimes()
                .forEach((sysId, time) -> all.put(new RunIdentifier(project, sysId), time)));
    return all;
  }

  private void take(String sysId, AttributeValue value) {
    if (value.value() instanceof Long time && value.name().equals(MODIFICATION_TIME)) {
      modificationTimes.put(sysId, time);
    } else if (value.value() instanceof String name
        && value.name().equals(SystemAttributes.EXPERIMENT_NAME)) {
      experiments.put(sysId, name);
    }
  }
}
