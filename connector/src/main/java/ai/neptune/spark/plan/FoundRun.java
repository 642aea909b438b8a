package ai.neptune.spark.plan;

import ai.neptune.client.RunIdentifier;
import ai.neptune.spark.pushdown.Conditions;

/**
 * A run that the options select.
 *
 * @param name what users call it: the experiment's name, or the run id
 * @param points about how many points its series have in all, as the server counts them
 * @param series how many series of the types in question it has, as the server counts them
 * @param forked whether it may inherit points
 */
public record FoundRun(RunIdentifier id, String name, long points, int series, boolean forked) {

  /** Whether conditions want its project and its name. */
  public boolean isWanted(Conditions conditions) {
    return conditions.projects().matches(id.project()) && conditions.names().matches(name);
  }
}
