package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.BucketsQuery;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.NeptuneSource;
import ai.neptune.client.Page;
import ai.neptune.client.RunValues;
import ai.neptune.client.SeriesBucket;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.ValuesQuery;
import java.util.List;

/** A source whose responses differ in some point from those of another. */
class DifferingSource implements NeptuneSource {

  private final NeptuneSource source;

  DifferingSource(NeptuneSource source) {
    this.source = source;
  }

  @Override
  public int requestsAtOnce() {
    return source.requestsAtOnce();
  }

  @Override
  public EntriesPage searchEntries(EntriesSearch search) {
    return source.searchEntries(search);
  }

  @Override
  public Page<AttributeDefinition> attributeDefinitions(DefinitionsQuery query, String pageToken) {
    return source.attributeDefinitions(query, pageToken);
  }

  @Override
  public Page<RunValues> attributeValues(ValuesQuery query, String pageToken) {
    return source.attributeValues(query, pageToken);
  }

  @Override
  public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
    return source.floatSeries(query);
  }

  @Override
  public SeriesPage series(SeriesQuery query) {
    return source.series(query);
  }

  @Override
  public List<List<SeriesBucket>> buckets(BucketsQuery query) {
    return source.buckets(query);
  }
}
