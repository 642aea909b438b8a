package ai.neptune.spark.relation;

import ai.neptune.client.FloatSeriesPoints;
import java.util.List;

/** Points of float series, and the series that they belong to, by position. */
record MetricsPage(List<NamedSeries> series, FloatSeriesPoints points) {}
