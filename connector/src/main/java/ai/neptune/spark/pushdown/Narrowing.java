package ai.neptune.spark.pushdown;

/**
 * A condition that holds wherever a predicate does.
 *
 * @param condition the condition
 * @param exact whether the predicate also holds wherever the condition does
 * @param <T> the kind of condition
 */
record Narrowing<T>(T condition, boolean exact) {}
