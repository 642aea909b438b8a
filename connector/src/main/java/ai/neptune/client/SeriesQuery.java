package ai.neptune.client;

import java.util.List;

/**
 * A request for points of string, histogram and file series (docs/protocol.md, 4.6).
 *
 * @param series the series, and where to begin
 * @param descending whether the latest points come first
 * @param perSeriesLimit how many points of a series over all its pages, or null for all
 */
public record SeriesQuery(
    List<Part> series,
    StepRange steps,
    Lineage lineage,
    boolean descending,
    Integer perSeriesLimit) {

  /**
   * A series, or the rest of one.
   *
   * @param token the last token that the series gave; null to begin
   */
  public record Part(SeriesKey key, String token) {}
}
