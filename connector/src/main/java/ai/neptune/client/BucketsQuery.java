package ai.neptune.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for the points of float series in buckets of steps (docs/protocol.md, 4.7).
 *
 * @param series at most {@link #MAX_SERIES}
 * @param steps the range that is divided, or null for the common range of all these series; points
 *     outside it are in the first and the last bucket
 * @param maxBuckets the number of buckets: one up to the start of the range, the others of equal
 *     width
 */
public record BucketsQuery(
    List<SeriesKey> series,
    Lineage lineage,
    boolean includePreviews,
    @Nullable StepRange steps,
    int maxBuckets) {

  /** The number of series that one request may name. */
  public static final int MAX_SERIES = RequestLimits.SERIES_OF_BUCKETS;
}
