package ai.neptune.client;

import java.util.List;

/**
 * A request for the points of float series in buckets of steps (docs/protocol.md, 4.7).
 *
 * @param series at most {@link #MAX_SERIES}
 * @param steps the range that is divided, or null for the range that all these series share; points
 *     beyond it are in the first and the last bucket
 * @param maxBuckets into how many buckets: one up to the range's start, the others of equal width
 */
public record BucketsQuery(
    List<SeriesKey> series,
    Lineage lineage,
    boolean includePreviews,
    StepRange steps,
    int maxBuckets) {

  /** How many series one request may name. */
  public static final int MAX_SERIES = 1_000;
}
