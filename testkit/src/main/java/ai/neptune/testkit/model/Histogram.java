package ai.neptune.testkit.model;

import java.util.List;

/** A histogram: a kind ({@code COUNTING} or {@code DENSITY}), n + 1 edges and n values. */
public record Histogram(String kind, List<Double> edges, List<Double> values) {}
