package ai.neptune.spark.relation;

/**
 * An item of an experiment or run, and what users call that.
 *
 * @param name the experiment's name, or the run id
 */
record Named<T>(String name, T item) {}
