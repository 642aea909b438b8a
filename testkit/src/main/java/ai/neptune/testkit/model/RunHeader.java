package ai.neptune.testkit.model;

/**
 * What a run is called and when it was made.
 *
 * @param experiment the experiment's name, or null for a run outside any
 * @param creationTime in epoch milliseconds
 */
public record RunHeader(String runId, String experiment, long creationTime, boolean archived) {}
