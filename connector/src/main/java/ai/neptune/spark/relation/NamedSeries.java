package ai.neptune.spark.relation;

import ai.neptune.client.SeriesKey;

/** A series, and what users call the experiment or run that it belongs to. */
record NamedSeries(SeriesKey key, String name) {}
