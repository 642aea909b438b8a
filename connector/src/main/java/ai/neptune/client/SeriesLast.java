package ai.neptune.client;

import org.jspecify.annotations.Nullable;

/** The last step and value of a series other than of floats; each may be absent (null). */
public record SeriesLast<T>(@Nullable Double lastStep, @Nullable T last) {}
