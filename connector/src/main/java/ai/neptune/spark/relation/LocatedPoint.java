package ai.neptune.spark.relation;

import ai.neptune.client.SeriesPoint;

/** A point of a string, histogram or file series, and whose it is. */
record LocatedPoint(String name, String attribute, SeriesPoint point) {}
