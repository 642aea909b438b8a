package ai.neptune.spark.read;

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
import ai.neptune.spark.pages.Iterators;
import ai.neptune.spark.pages.ReadAhead;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A source that a Spark task asks on its own thread. Spark does not interrupt the threads of every
 * cancelled task; so the question is asked on another thread, and dropped when the task is
 * cancelled. On any other thread it is asked as it is.
 */
public record TaskBoundSource(NeptuneSource source) implements NeptuneSource {

  @Override
  public int requestsAtOnce() {
    return source.requestsAtOnce();
  }

  @Override
  public EntriesPage searchEntries(EntriesSearch search) {
    return ask(() -> source.searchEntries(search));
  }

  @Override
  public Page<AttributeDefinition> attributeDefinitions(
      DefinitionsQuery query, @Nullable String pageToken) {
    return ask(() -> source.attributeDefinitions(query, pageToken));
  }

  @Override
  public Page<RunValues> attributeValues(ValuesQuery query, @Nullable String pageToken) {
    return ask(() -> source.attributeValues(query, pageToken));
  }

  @Override
  public FloatSeriesPoints floatSeries(FloatSeriesQuery query) {
    return ask(() -> source.floatSeries(query));
  }

  @Override
  public SeriesPage series(SeriesQuery query) {
    return ask(() -> source.series(query));
  }

  @Override
  public List<List<SeriesBucket>> buckets(BucketsQuery query) {
    return ask(() -> source.buckets(query));
  }

  private static <T> T ask(Supplier<T> question) {
    if (TaskContext.get() == null) {
      return question.get();
    }
    Iterator<T> response = Iterators.map(List.of(question).iterator(), Supplier::get);
    try (ReadAhead<T> other = new ReadAhead<>(List.of(response).iterator(), 1)) {
      return Objects.requireNonNull(other.next());
    }
  }
}
