package ai.neptune.spark.plan;

import ai.neptune.client.Container;
import ai.neptune.spark.options.NeptuneOptions;
import ai.neptune.spark.options.RunOptions;
import ai.neptune.spark.pushdown.Conditions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of exact names of experiments or runs that nothing has. */
final class MissingNames {

  private static final Logger LOG = LoggerFactory.getLogger(MissingNames.class);

  private static final int NAMED_IN_WARNINGS = 10;

  private MissingNames() {}

  /** Warns if names are all that decides what is found, and some of them are not among it. */
  static void warn(NeptuneOptions options, Conditions conditions, List<FoundRun> found) {
    List<String> missing = missing(options, conditions, found);
    if (!missing.isEmpty()) {
      LOG.warn(
          "No {} of {} has the name {}{}. A name that holds a comma, or begins or ends with a blank, must be given in a JSON array, as in [\"a, b\"].",
          options.runs().runs() == null ? "experiment" : "run",
          options.projectsText(),
          missing.stream()
              .limit(NAMED_IN_WARNINGS)
              .map(name -> "'" + name + "'")
              .collect(Collectors.joining(", ")),
          missing.size() > NAMED_IN_WARNINGS ? ", … (%d names)".formatted(missing.size()) : "");
    }
  }

  static List<String> missing(NeptuneOptions options, Conditions conditions, List<FoundRun> found) {
    RunOptions asked = options.runs();
    boolean onlyNamesDecide =
        asked.experimentsPattern() == null
            && asked.runsPattern() == null
            && asked.query() == null
            && (asked.experiments() == null || asked.runs() == null)
            && conditions.equals(Conditions.NONE);
    List<String> names = asked.runs() == null ? asked.experiments() : asked.runs();
    if (names == null || !onlyNamesDecide) {
      return List.of();
    }
    boolean areExperimentsOfRuns = options.container() == Container.RUN && asked.runs() == null;
    Set<String> foundNames =
        found.stream()
            .map(areExperimentsOfRuns ? FoundRun::experiment : FoundRun::name)
            .collect(Collectors.toSet());
    return names.stream().filter(name -> !foundNames.contains(name)).toList();
  }
}
