package ai.neptune.client;

import org.jspecify.annotations.Nullable;

/**
 * The aggregates of a float series as the server computed them. Each may be absent (null), NaN or
 * infinite; whether there are previews is null where nobody knows.
 */
public record FloatSeriesSummary(
    @Nullable Double lastStep,
    @Nullable Double last,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double average,
    @Nullable Double variance,
    @Nullable Boolean hasPreview) {}
