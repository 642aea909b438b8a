package ai.neptune.testkit.model;

import org.jspecify.annotations.Nullable;

/**
 * The names of a run and the time of its creation.
 *
 * @param experiment the experiment's name, or null for a run outside any
 * @param creationTime in epoch milliseconds
 */
public record RunHeader(
    String runId, @Nullable String experiment, long creationTime, boolean archived) {}
