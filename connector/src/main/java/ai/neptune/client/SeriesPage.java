package ai.neptune.client;

import java.util.List;

/** One response to a {@link SeriesQuery}, a part for every series that it names. */
public record SeriesPage(List<Part> parts) {

  /**
   * What a response says of one series.
   *
   * @param index the position of the series in the query
   * @param state whether more is to come
   * @param token how to ask for more, when {@code state} is {@code PARTIAL}; else null
   */
  public record Part(int index, State state, String token, List<SeriesPoint> points) {}

  /** How far a series has been read. */
  public enum State {
    /** Nothing is left. */
    FINISHED,
    /** There is more: ask again with the token. */
    PARTIAL,
    /** Did not fit this page: ask again with the last token it gave, if any. */
    POSTPONED
  }
}
