package ai.neptune.spark.relation;

import ai.neptune.client.SeriesBucket;
import java.util.List;

/** The non-empty buckets of a series, as the server gave them. */
record BucketsOfSeries(NamedSeries series, List<SeriesBucket> buckets) {}
