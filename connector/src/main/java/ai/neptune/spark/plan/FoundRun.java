package ai.neptune.spark.plan;

import ai.neptune.client.RunIdentifier;
import ai.neptune.spark.pushdown.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * A run that the options select.
 *
 * @param name what users call it: the experiment's name, or the run id
 * @param experiment the experiment of a run that was searched by experiments; else null
 * @param points about how many points its series have in all, as the server counts them, or {@link
 *     #UNKNOWN}
 * @param series how many series of the types in question it has, as the server counts them
 * @param forked whether it may inherit points
 */
public record FoundRun(
    RunIdentifier id,
    String name,
    @Nullable String experiment,
    long points,
    int series,
    boolean forked) {

  /** What a server does not count: runs of older servers have no counters. */
  static final long UNKNOWN = -1;

  /** A run of which no more is known than what it is called, and its size. */
  public FoundRun(RunIdentifier id, String name, long points, int series, boolean forked) {
    this(id, name, null, points, series, forked);
  }

  /** The same run, with what its size is taken to be. */
  FoundRun withSize(long otherPoints, int otherSeries) {
    return new FoundRun(id, name, experiment, otherPoints, otherSeries, forked);
  }

  boolean isCounted() {
    return points != UNKNOWN;
  }

  /** Whether conditions want its project and its name. */
  public boolean isWanted(Conditions conditions) {
    return conditions.projects().matches(id.project()) && conditions.names().matches(name);
  }
}
