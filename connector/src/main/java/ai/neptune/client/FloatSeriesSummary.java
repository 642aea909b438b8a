package ai.neptune.client;

/**
 * The aggregates of a float series as the server computed them. Each may be absent (null), NaN or
 * infinite; whether there are previews is null where nobody knows.
 */
public record FloatSeriesSummary(
    Double lastStep,
    Double last,
    Double min,
    Double max,
    Double average,
    Double variance,
    Boolean hasPreview) {}
