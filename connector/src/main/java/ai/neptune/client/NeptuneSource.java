package ai.neptune.client;

import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.RetriesExhaustedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of runs, attribute definitions, values and points. Each method is one kind of request,
 * and each call returns one page or batch. {@code NeptuneClient} is the source for a live server.
 *
 * <p>All methods block, may be called from several threads, and throw a {@link NeptuneException}
 * when they fail: {@link ProjectInaccessibleException}, {@link
 * ai.neptune.errors.InvalidCredentialsException}, {@link RetriesExhaustedException}, {@link
 * ai.neptune.errors.UnexpectedResponseException}. A thread that is interrupted while it waits gets
 * a {@link java.util.concurrent.CancellationException} and keeps its interrupted status.
 */
public interface NeptuneSource {

  /** How many requests of one reader are worth having under way at once, at least 1. */
  int requestsAtOnce();

  /** One page of experiments or runs (docs/protocol.md, 4.1). */
  EntriesPage searchEntries(EntriesSearch search);

  /**
   * One page of the attribute definitions in use (docs/protocol.md, 4.3); types that clients ignore
   * are left out.
   *
   * @param pageToken null for the first page
   */
  Page<AttributeDefinition> attributeDefinitions(
      DefinitionsQuery query, @Nullable String pageToken);

  /**
   * One page of attribute values (docs/protocol.md, 4.4). A run's values may be spread over pages.
   *
   * @param pageToken null for the first page
   */
  Page<RunValues> attributeValues(ValuesQuery query, @Nullable String pageToken);

  /** A page of points of float series (docs/protocol.md, 4.5). */
  FloatSeriesPoints floatSeries(FloatSeriesQuery query);

  /** A page of points of string, histogram and file series (docs/protocol.md, 4.6). */
  SeriesPage series(SeriesQuery query);

  /**
   * The non-empty buckets of float series, a list for each series in the order of the query; empty
   * for one that does not exist (docs/protocol.md, 4.7).
   */
  List<List<SeriesBucket>> buckets(BucketsQuery query);
}
