package ai.neptune.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for points of string, histogram and file series (docs/protocol.md, 4.6).
 *
 * @param series the series, and where to begin
 * @param descending whether the latest points come first
 * @param perSeriesLimit how many points of a series over all its pages, or null for all
 * @param sizeLimitBytes about how long the response may be, or null for what the server thinks best
 */
public record SeriesQuery(
    List<Part> series,
    StepRange steps,
    Lineage lineage,
    boolean descending,
    @Nullable Integer perSeriesLimit,
    @Nullable Long sizeLimitBytes) {

  /** A request whose response is as long as the server thinks best. */
  public SeriesQuery(
      List<Part> series,
      StepRange steps,
      Lineage lineage,
      boolean descending,
      @Nullable Integer perSeriesLimit) {
    this(series, steps, lineage, descending, perSeriesLimit, null);
  }

  /**
   * A series, or the rest of one.
   *
   * @param token the last token that the series gave; null to begin
   */
  public record Part(SeriesKey key, @Nullable String token) {}
}
