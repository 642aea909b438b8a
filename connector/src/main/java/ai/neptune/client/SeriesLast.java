package ai.neptune.client;

/** The last step and value of a series other than of floats; each may be absent (null). */
public record SeriesLast<T>(Double lastStep, T last) {}
