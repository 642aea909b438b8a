package ai.neptune.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for points of float series (docs/protocol.md, 4.5).
 *
 * @param series the series, and where to begin; {@code perSeriesLimit} times their number must not
 *     exceed {@link #MAX_POINTS}
 * @param descending whether the latest points come first
 * @param perSeriesLimit a series with exactly this number of points may have more: ask again with
 *     {@link Part#afterStep}
 */
public record FloatSeriesQuery(
    List<Part> series,
    StepRange steps,
    Lineage lineage,
    boolean includePreviews,
    boolean descending,
    int perSeriesLimit) {

  /** How many points one response holds at most. */
  public static final int MAX_POINTS = RequestLimits.FLOAT_POINTS;

  /**
   * A series, or the rest of one.
   *
   * @param afterStep the step of the last point already read, exclusive in the order of the query;
   *     null to begin at the first
   */
  public record Part(SeriesKey key, @Nullable Double afterStep) {}
}
