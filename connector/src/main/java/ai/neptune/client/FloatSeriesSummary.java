package ai.neptune.client;

/**
 * The aggregates of a float series as the server computed them. Each may be absent (null), NaN or
 * infinite.
 */
public record FloatSeriesSummary(
    Double lastStep,
    Double last,
    Double min,
    Double max,
    Double average,
    Double variance,
    boolean hasPreview) {}
