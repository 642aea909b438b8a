package ai.neptune.client;

/** A histogram: {@code COUNTING} or {@code DENSITY} values between edges, one value fewer. */
@SuppressWarnings("ArrayRecordComponent") // handed on as it was decoded, never compared
public record Histogram(String type, double[] edges, double[] values) {}
